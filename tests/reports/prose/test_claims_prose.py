"""What sentences of reports claim: written as offices write them, most of them to be misread."""

import random
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.claims import audited, changed, findings, generated, legible, recall, understood_all
from gouji.declared import Declared
from gouji.declared.claims import load_claim_patterns
from gouji.declared.strict_yaml import DeclarationError
from gouji.document import Document, Passage
from gouji.readers import read
from gouji.reports.prose.claims import Claim, find_claims
from gouji.reports.prose.facts import gather_facts
from gouji.reports.sections import find_sections
from samples.report import SampleReport

YEAR = 2023
TOWNSHIP, COUNTY, BUREAU, OFFICE = (
    "云岭县青石镇人民政府",
    "云岭县人民政府",
    "云岭县教育局",
    "云岭县人民政府办公室",
)

# Body, prose, and every claim that is certain in it. A claim that only says that something is spoken of is left out.
Expected = dict[str, int | Decimal]
RECEIVED: list[tuple[str, str, Expected]] = [
    (TOWNSHIP, "2023年我镇共收到政府信息公开申请3件。", {"requests_received": 3}),
    (TOWNSHIP, "全年收到政府信息公开申请３２件，均已按时答复。", {"requests_received": 32}),
    (TOWNSHIP, "本年度共受理政府信息公开申请三十二件，答复率100%。", {"requests_received": 32}),
    (TOWNSHIP, "二〇二三年收到信息公开申请二百零五件。", {"requests_received": 205}),
    (TOWNSHIP, "全年收到政府信息公开申请两件，办结率100%。", {"requests_received": 2}),
    (TOWNSHIP, "收到政府信息公开申请1,032件。", {"requests_received": 1032}),
    (TOWNSHIP, "共收到 17 件政府信息公开申请，全部办结。", {"requests_received": 17}),
    (TOWNSHIP, "本年新收政府信息公开申请数量为6件。", {"requests_received": 6}),
    (TOWNSHIP, "收到政府信息公开申请0件。", {"requests_received": 0}),
    (TOWNSHIP, "2023年未收到政府信息公开申请。", {"requests_received": 0}),
    (TOWNSHIP, "我镇今年未收到依申请公开信息。", {"requests_received": 0}),
    (TOWNSHIP, "2023年度，本镇没有收到公民、法人和其他组织的政府信息公开申请。", {"requests_received": 0}),
    (TOWNSHIP, "全年无依申请公开事项。", {"requests_received": 0}),
    (TOWNSHIP, "收到公民、法人和其他组织提出的政府信息公开申请5件。", {"requests_received": 5}),
    (TOWNSHIP, "全年累计收到政府信息公开申请7件。", {"requests_received": 7}),
    (
        TOWNSHIP,
        "共收到政府信息公开申请9件，其中网络申请3件、信函申请6件。",
        {"requests_received": 9, "stated_total": 9, "stated_parts": 9},
    ),
    (TOWNSHIP, "收到政府信息公开申请9件，同比增长28.6%。", {"requests_received": 9}),
    (TOWNSHIP, "与去年相比，申请量有所上升，全年收到政府信息公开申请9件。", {"requests_received": 9}),
    (TOWNSHIP, "在县政府办公室的指导下，我镇全年收到政府信息公开申请4件。", {"requests_received": 4}),
    (BUREAU, "县教育局2023年共收到政府信息公开申请8件。", {"requests_received": 8}),
    (BUREAU, "我局收到政府信息公开申请8件。", {"requests_received": 8}),
    (OFFICE, "县政府办公室全年收到政府信息公开申请12件。", {"requests_received": 12}),
    (COUNTY, "2023年，全县共收到政府信息公开申请95件。", {"requests_received": 95}),
    (COUNTY, "我县新收政府信息公开申请95件。", {"requests_received": 95}),
    (COUNTY, "全年共收到政府信息公开申请95件。", {"requests_received": 95}),
    # Another subject.
    (COUNTY, "2023年，县政府办代表县政府受理政府信息公开申请17件，均已在法定期限内予以答复。", {}),
    (COUNTY, "县政府办公室收到政府信息公开申请17件。", {}),
    (COUNTY, "县政府共收到政府信息公开申请17件。", {}),
    (COUNTY, "县本级收到政府信息公开申请17件。", {}),
    (COUNTY, "云岭县人民政府收到政府信息公开申请17件。", {}),
    (COUNTY, "各乡镇、各部门共收到政府信息公开申请78件。", {}),
    (COUNTY, "县教育局收到政府信息公开申请8件。", {}),
    (COUNTY, "我县各部门收到政府信息公开申请78件。", {}),
    (COUNTY, "全市共收到政府信息公开申请950件。", {}),
    (COUNTY, "县政府办公室设专人负责。全年收到政府信息公开申请17件。", {}),
    (COUNTY, "全年收到政府信息公开申请17件（不含各部门）。", {}),
    (COUNTY, "我办收到政府信息公开申请17件。", {}),
    (TOWNSHIP, "全县共收到政府信息公开申请95件。", {}),
    (TOWNSHIP, "县政府办公室收到政府信息公开申请17件。", {}),
    (TOWNSHIP, "各村（社区）收到政府信息公开申请2件。", {}),
    (TOWNSHIP, "我镇各村共收到政府信息公开申请2件。", {}),
    (TOWNSHIP, "下属单位收到政府信息公开申请2件。", {}),
    (BUREAU, "局属各学校收到政府信息公开申请6件。", {}),
    (BUREAU, "全县教育系统收到政府信息公开申请30件。", {}),
    (BUREAU, "我县收到政府信息公开申请95件。", {}),
    (OFFICE, "市政府办公室收到政府信息公开申请50件。", {}),
    (TOWNSHIP, "收到县政府办转办的政府信息公开申请2件。", {}),
    # Another time.
    (TOWNSHIP, "2022年收到政府信息公开申请5件。", {}),
    (TOWNSHIP, "去年收到政府信息公开申请5件。", {}),
    (TOWNSHIP, "近三年来共收到政府信息公开申请15件。", {}),
    (TOWNSHIP, "自成立以来累计收到政府信息公开申请15件。", {}),
    (TOWNSHIP, "上半年收到政府信息公开申请2件。", {}),
    (TOWNSHIP, "截至2023年11月，收到政府信息公开申请5件。", {}),
    (TOWNSHIP, "比去年多收到政府信息公开申请3件。", {}),
    (TOWNSHIP, "2022年工作平稳。共收到政府信息公开申请5件。", {}),
    (TOWNSHIP, "2021年收到政府信息公开申请4件，2023年收到政府信息公开申请6件。", {}),
    (TOWNSHIP, "力争2023年收到政府信息公开申请全部按时答复。", {}),
    # A channel, a part, something else, or not exact.
    (TOWNSHIP, "通过网上平台收到政府信息公开申请3件。", {}),
    (TOWNSHIP, "收到网上政府信息公开申请3件。", {}),
    (TOWNSHIP, "当面受理政府信息公开申请1件。", {}),
    (TOWNSHIP, "信函方式收到政府信息公开申请2件。", {}),
    (TOWNSHIP, "未收到书面政府信息公开申请。", {}),
    (TOWNSHIP, "未收到涉及商业秘密的政府信息公开申请。", {}),
    (TOWNSHIP, "未收到因政府信息公开申请引发的投诉。", {}),
    (TOWNSHIP, "无政府信息公开申请超期未答复情况。", {}),
    (TOWNSHIP, "并非没有收到政府信息公开申请，而是数量不多。", {}),
    (TOWNSHIP, "收到政府信息公开申请约20件。", {}),
    (TOWNSHIP, "收到政府信息公开申请20余件。", {}),
    (TOWNSHIP, "收到政府信息公开申请十余件。", {}),
    (TOWNSHIP, "收到政府信息公开申请近百件。", {}),
    (TOWNSHIP, "收到政府信息公开申请三四件。", {}),
    (TOWNSHIP, "收到政府信息公开申请10件以上。", {}),
    (TOWNSHIP, "其中，收到政府信息公开申请3件为重复申请。", {}),
    (TOWNSHIP, "收到政府信息公开申请增加3件。", {}),
    (TOWNSHIP, "收到低保申请30件，办结30件。", {}),
    (TOWNSHIP, "答复率和满意率均为100%。", {}),
]
CONCLUDED: list[tuple[str, str, Expected]] = [
    (TOWNSHIP, "收到政府信息公开申请6件，办结6件。", {"requests_received": 6, "requests_processed": 6}),
    (TOWNSHIP, "收到政府信息公开申请6件，已答复5件。", {"requests_received": 6, "requests_answered": 5}),
    (
        TOWNSHIP,
        "全年收到政府信息公开申请6件，上年结转2件，办结7件，结转下年度继续办理1件。",
        {"requests_received": 6, "requests_carried_in": 2, "requests_processed": 7, "requests_carried_out": 1}
        | {"balance_came": 8, "balance_went": 8, "balance_carried": 2},
    ),
    (TOWNSHIP, "上年结转政府信息公开申请2件。", {"requests_carried_in": 2}),
    (TOWNSHIP, "政府信息公开申请中，2件为上年结转。", {"requests_carried_in": 2}),
    (TOWNSHIP, "未收到政府信息公开申请，无上年结转申请。", {"requests_received": 0, "requests_carried_in": 0}),
    (TOWNSHIP, "收到政府信息公开申请3件，无结转下年度申请。", {"requests_received": 3, "requests_carried_out": 0}),
    # 办结2件 may be of the carried ones alone.
    (TOWNSHIP, "上年结转政府信息公开申请2件，办结2件。", {"requests_carried_in": 2}),
    (TOWNSHIP, "收到政府信息公开申请6件，按时办结5件。", {"requests_received": 6}),
    (TOWNSHIP, "收到政府信息公开申请6件，其中办结5件。", {"requests_received": 6}),
    (TOWNSHIP, "收到人大建议12件，办结12件。", {}),
    (TOWNSHIP, "办结政务服务事项2000件。", {}),
    (TOWNSHIP, "网上办结政府信息公开申请2件。", {}),
    (TOWNSHIP, "信访事项上年结转2件。", {}),
    (TOWNSHIP, "上年结转12345热线工单2件，办结2件。", {}),
    (
        TOWNSHIP,
        "共办结申请9件，其中予以公开5件、部分公开2件、不予公开1件、无法提供1件。",
        {"requests_processed": 9, "granted": 5, "granted_in_part": 2, "denied": 1, "unavailable": 1}
        | {"stated_total": 9, "stated_parts": 9},
    ),
    (
        TOWNSHIP,
        "按办理结果分，予以公开五件，不予处理两件，其他处理〇件。",
        {"granted": 5, "rejected": 2, "otherwise": 0},
    ),
    (TOWNSHIP, "已办结的申请中，5件予以公开，2件部分公开。", {"granted": 5, "granted_in_part": 2}),
    (TOWNSHIP, "涉及商业秘密不予公开2件。", {}),
    (TOWNSHIP, "网上申请20件，予以公开10件。", {}),
    (TOWNSHIP, "自然人申请中予以公开10件。", {}),
    (COUNTY, "县政府办公室受理的申请中，予以公开10件，不予公开2件。", {}),
    (
        TOWNSHIP,
        "办结的申请中，予以公开275件，占办结总数的33.9%。",
        {"granted": 275, "granted_share": Decimal("33.9"), "granted_share_step": Decimal("0.1")},
    ),
    (TOWNSHIP, "办结的申请中，予以公开275件，约占办结总数的33.9%。", {"granted": 275}),
    (TOWNSHIP, "办结的申请中，予以公开275件，占比33.9%。", {"granted": 275}),
]
DISPUTES: list[tuple[str, str, Expected]] = [
    (TOWNSHIP, "因政府信息公开发生行政复议2件、行政诉讼1件。", {"reconsiderations": 2, "suits": 1}),
    (TOWNSHIP, "全年未发生因政府信息公开引起的行政复议、行政诉讼。", {"reconsiderations": 0, "suits": 0}),
    (TOWNSHIP, "无行政复议、行政诉讼。", {"reconsiderations": 0, "suits": 0}),
    (TOWNSHIP, "未发生行政复议，因政府信息公开发生行政诉讼2件。", {"reconsiderations": 0, "suits": 2}),
    (TOWNSHIP, "因政府信息公开引发一起行政诉讼。", {"suits": 1}),
    (TOWNSHIP, "涉及政府信息公开的行政复议和行政诉讼均为0件。", {"reconsiderations": 0, "suits": 0}),
    (TOWNSHIP, "因政府信息公开发生行政复议和行政诉讼各1件。", {"reconsiderations": 1, "suits": 1}),
    # Both together: neither is known.
    (TOWNSHIP, "因政府信息公开发生行政复议、行政诉讼3件。", {}),
    (TOWNSHIP, "因政府信息公开发生行政复议和行政诉讼案件共3件。", {}),
    (TOWNSHIP, "未发生败诉。", {}),
    (TOWNSHIP, "无行政复议纠错。", {}),
    (TOWNSHIP, "涉及政府信息公开的行政复议无一件被撤销。", {}),
    (TOWNSHIP, "未发生因政府信息公开引起的行政复议被撤销情况。", {"reconsiderations_none_corrected": 1}),
    (TOWNSHIP, "政府信息公开行政复议被复议机关维持1件。", {}),
    (TOWNSHIP, "政府信息公开行政复议案件撤销1件。", {}),
    (TOWNSHIP, "政府信息公开行政诉讼尚未审结1件。", {}),
    (TOWNSHIP, "审结政府信息公开行政诉讼2件。", {}),
    (TOWNSHIP, "政府信息公开行政诉讼一审2件、二审1件。", {}),
    (COUNTY, "全年办理行政复议案件120件。", {}),
    (COUNTY, "作为复议机关受理政府信息公开行政复议12件。", {}),
    (TOWNSHIP, "因行政处罚发生行政诉讼2件。", {}),
    (TOWNSHIP, "去年发生政府信息公开行政复议2件。", {}),
    (TOWNSHIP, "确保不发生因政府信息公开引起的行政复议、行政诉讼。", {}),
    (TOWNSHIP, "无需申请行政复议即可补正。", {}),
    (TOWNSHIP, "有效降低行政复议、行政诉讼发生率和纠错率。", {}),
    (
        TOWNSHIP,
        "政府信息公开案件中未经复议直接起诉2件，复议后起诉1件。",
        {"suits_direct": 2, "suits_after_reconsideration": 1},
    ),
    (TOWNSHIP, "政府信息公开行政复议2件，均获维持。", {"reconsiderations": 2, "reconsiderations_upheld": 1}),
    (
        TOWNSHIP,
        "政府信息公开行政复议2件、行政诉讼1件，均被维持。",
        {"reconsiderations": 2, "suits": 1, "reconsiderations_upheld": 1, "suits_upheld": 1},
    ),
    (TOWNSHIP, "政府信息公开行政复议2件，除1件外均获维持。", {"reconsiderations": 2}),
    (TOWNSHIP, "政府信息公开行政诉讼零败诉。", {"suits_none_lost": 1}),
    (TOWNSHIP, "力争实现政府信息公开行政诉讼零败诉。", {}),
    (TOWNSHIP, "政府信息公开行政诉讼连续三年零败诉。", {}),
    (TOWNSHIP, "全年未发生政府信息公开行政诉讼败诉情况。", {"suits_none_lost": 1}),
    (COUNTY, "各部门政府信息公开行政诉讼零败诉。", {}),
]
TABLE_TWO: list[tuple[str, str, Expected]] = [
    (
        TOWNSHIP,
        "制发行政规范性文件3件，废止1件，现行有效9件。",
        {"documents_issued": 3, "documents_repealed": 1, "documents_in_force": 9},
    ),
    (
        COUNTY,
        "规章制发1件、废止0件、现行有效2件；规范性文件制发3件、废止1件、现行有效9件。",
        {
            "rules_issued": 1,
            "rules_repealed": 0,
            "rules_in_force": 2,
            "documents_issued": 3,
            "documents_repealed": 1,
            "documents_in_force": 9,
        },
    ),
    (
        TOWNSHIP,
        "新制作规范性文件3件，新公开3件，对外公开的规范性文件共20件。",
        {"documents_issued": 3, "documents_published": 3, "documents_public": 20},
    ),
    (TOWNSHIP, "全年未制发规范性文件。", {"documents_issued": 0}),
    (TOWNSHIP, "制发规章、规范性文件3件。", {}),
    (TOWNSHIP, "规章和规范性文件共废止2件。", {}),
    (TOWNSHIP, "制发规范性文件3件，公开政策文件20件，废止2件。", {"documents_issued": 3}),
    (TOWNSHIP, "建立规章制度3件。", {}),
    (TOWNSHIP, "网站公开规范性文件5件。", {}),
    (TOWNSHIP, "清理规范性文件20件。", {}),
    (TOWNSHIP, "报送备案规范性文件3件。", {}),
    (COUNTY, "县政府办公室制发规范性文件3件。", {}),
    (TOWNSHIP, "2022年制发规范性文件3件。", {}),
    (TOWNSHIP, "2023年计划制发规范性文件3件。", {}),
    (
        TOWNSHIP,
        "政府集中采购中采购项目数量10项，采购总金额16.877万元。",
        {"procurement_projects": 10, "procurement_amount": 168770, "procurement_step": 10},
    ),
    (
        TOWNSHIP,
        "实施政府集中采购3项，金额合计3805463.74元。",
        {"procurement_projects": 3, "procurement_amount": Decimal("3805463.74"), "procurement_step": Decimal("0.01")},
    ),
    (
        TOWNSHIP,
        "政府集中采购两项，总金额三十万元。",
        {"procurement_projects": 2, "procurement_amount": 300000, "procurement_step": 10000},
    ),
    (TOWNSHIP, "政府集中采购总金额1.2亿元。", {"procurement_amount": 120000000, "procurement_step": 10000000}),
    (TOWNSHIP, "全年没有政府集中采购项目。", {"procurement_projects": 0}),
    (TOWNSHIP, "政府采购12项，金额200万元。", {}),
    (TOWNSHIP, "政府集中采购预算金额200万元，节约资金20万元。", {}),
    (TOWNSHIP, "政府集中采购金额近200万元。", {}),
    (TOWNSHIP, "公开政府集中采购信息12项。", {}),
    (
        TOWNSHIP,
        "作出行政许可决定156件、行政处罚决定52件、行政强制决定2件。",
        {"licensing_decisions": 156, "penalty_decisions": 52, "coercion_decisions": 2},
    ),
    (TOWNSHIP, "办理行政许可9487件。", {}),
    (TOWNSHIP, "公示行政处罚决定52件。", {}),
    (TOWNSHIP, "归集行政许可信息156条。", {}),
    (TOWNSHIP, "收取行政事业性收费0.85万元。", {"fees_amount": 8500, "fees_step": 100}),
    (TOWNSHIP, "全年未收取行政事业性收费。", {"fees_amount": 0, "fees_step": 0}),
    (TOWNSHIP, "减免行政事业性收费20万元。", {}),
    (TOWNSHIP, "行政事业性收费项目12项。", {}),
    (
        TOWNSHIP,
        "2023年发出收费通知2件，收取信息处理费400元。",
        {"fee_notices": 2, "information_fee": 400, "information_fee_step": 1},
    ),
    (TOWNSHIP, "全年未收取信息处理费。", {"information_fee": 0, "information_fee_step": 0}),
    (TOWNSHIP, "信息处理费标准为每件100元。", {}),
]
SUMS: list[tuple[str, str, Expected]] = [
    (TOWNSHIP, "网站公开12条，微信公开8条，合计20条。", {"stated_total": 20, "stated_parts": 20}),
    (TOWNSHIP, "网站公开1条，公示栏公开7条，共计9条。", {"stated_total": 9, "stated_parts": 8}),
    (TOWNSHIP, "主动公开信息382条，其中公众号2443条。", {"stated_total": 382, "stated_parts": 2443}),
    (TOWNSHIP, "主动公开信息100条，其中网站80条、微信60条。", {}),
    (TOWNSHIP, "主动公开信息100条，其中网站60条，办理建议500条。", {}),
    (TOWNSHIP, "发布信息100条，阅读量共计5000次。", {}),
    (TOWNSHIP, "召开会议2次，培训50人，共计3次。", {}),
    (TOWNSHIP, "公开规章3件，规范性文件5件，其中新制发6件。", {}),
    (TOWNSHIP, "网站公开20余条，微信公开8条，合计30条。", {}),
]
# Written after the patterns, as two measures of them: of the first fifty, 县级 was read wrongly; of the others, 件次.
UNSEEN: list[tuple[str, str, Expected]] = [
    (TOWNSHIP, "青石镇2023年共收到依申请公开3件，均按时答复申请人。", {"requests_received": 3}),
    (TOWNSHIP, "2023年度,共收到公民政府信息公开申请2件。", {}),
    (TOWNSHIP, "一年来，我镇收到政府信息公开申请3件，较上年减少2件。", {"requests_received": 3}),
    (TOWNSHIP, "2023年，共收到依申请公开申请5件，全部为自然人申请。", {"requests_received": 5}),
    (TOWNSHIP, "2023年，我镇依申请公开受理0件。", {"requests_received": 0}),
    (
        TOWNSHIP,
        "全年收到政府信息公开申请5件（网络4件、信函1件），办结5件。",
        {"requests_received": 5, "requests_processed": 5},
    ),
    (TOWNSHIP, "全年收到政府信息公开申请5件，均予以公开。", {"requests_received": 5}),
    (TOWNSHIP, "我镇没有收到过任何形式的政府信息公开申请。", {"requests_received": 0}),
    (
        TOWNSHIP,
        "本年度我镇未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。",
        {"reconsiderations": 0, "suits": 0},
    ),
    (TOWNSHIP, "全年无政府信息公开行政复议和诉讼案件发生。", {"reconsiderations": 0, "suits": 0}),
    (TOWNSHIP, "没有因政府信息公开而被提起行政诉讼并败诉的案件。", {}),
    (COUNTY, "全县各级行政机关共收到政府信息公开申请95件，其中县政府办公室收到17件。", {"requests_received": 95}),
    (COUNTY, "2023年，县政府及其部门共收到政府信息公开申请95件。", {}),
    (
        COUNTY,
        "全年受理政府信息公开申请95件，较2022年增加12件，办结93件，结转下年2件。",
        {"requests_received": 95, "requests_processed": 93, "requests_carried_out": 2},
    ),
    (
        COUNTY,
        "2023年，我县新收政府信息公开申请95件，2022年结转5件。",
        {"requests_received": 95, "requests_carried_in": 5},
    ),
    (COUNTY, "县政府信息公开办共收到政府信息公开申请17件。", {}),
    (COUNTY, "政府门户网站依申请公开平台共收到政府信息公开申请40件。", {}),
    (COUNTY, "县司法局办理政府信息公开行政复议案件12件。", {}),
    (COUNTY, "县法院审理政府信息公开行政诉讼5件。", {}),
    (COUNTY, "以县政府为被申请人的政府信息公开行政复议3件。", {}),
    (
        COUNTY,
        "全县涉及政府信息公开的行政复议3件，行政诉讼2件，无败诉。",
        {"reconsiderations": 3, "suits": 2, "suits_none_lost": 1},
    ),
    (
        COUNTY,
        "政府信息公开行政复议案件5件，其中维持4件、纠正1件。",
        {"reconsiderations": 5, "stated_total": 5, "stated_parts": 5},
    ),
    (COUNTY, "政府信息公开行政复议案件纠错率为零。", {}),
    (BUREAU, "我局2023年共收到政府信息公开申请8件，转交相关科室办理8件。", {"requests_received": 8}),
    (BUREAU, "2023年我局收到政府信息公开申请8件，已全部在规定期限内答复8件。", {"requests_received": 8}),
    (BUREAU, "2023年我局主动公开规范性文件3件，废止2件。", {"documents_repealed": 2}),
    (BUREAU, "2023年共制发规范性文件2件，均已公开解读。", {"documents_issued": 2}),
    (BUREAU, "作出行政处罚决定52件，罚没款120万元。", {"penalty_decisions": 52}),
    (BUREAU, "作出行政许可决定156件，其中网上办理150件。", {"licensing_decisions": 156}),
    (BUREAU, "行政许可决定156件、行政处罚决定52件均在7个工作日内公示。", {}),
    (BUREAU, "完成政府集中采购5项，采购金额合计56.3万元，节约资金2万元。", {"procurement_projects": 5}),
    (TOWNSHIP, "规范性文件现行有效5件，较上年减少1件。", {"documents_in_force": 5}),
    (TOWNSHIP, "截至2023年底，现行有效规范性文件5件。", {"documents_in_force": 5}),
    (TOWNSHIP, "县政府现行有效规范性文件95件。", {}),
    (TOWNSHIP, "转发县政府规范性文件3件。", {}),
    (TOWNSHIP, "全年发布政务信息326条，其中微信公众号210条、门户网站116条，合计326条。", {}),
    (TOWNSHIP, "累计收到政府信息公开申请30件。", {}),
    (TOWNSHIP, "2024年1月收到政府信息公开申请1件。", {}),
    (TOWNSHIP, "近年来，我镇未收到政府信息公开申请。", {}),
    (TOWNSHIP, "2023年收到1件政府信息公开申请，为信函申请，已予以公开1件。", {"requests_received": 1}),
    (
        TOWNSHIP,
        "共办理政府信息公开申请6件，其中予以公开3件，无法提供2件（本机关不掌握2件），结转下年度1件。",
        {"requests_handled": 6, "granted": 3, "unavailable": 2, "requests_carried_out": 1},
    ),
    (TOWNSHIP, "不予公开3件（属于国家秘密1件，保护第三方合法权益2件），以上均为政府信息公开申请。", {"denied": 3}),
    (TOWNSHIP, "政府信息公开申请不予处理案件零件。", {}),
    (TOWNSHIP, "收取政府信息公开信息处理费0元，减免0元。", {"information_fee": 0, "information_fee_step": 1}),
    (TOWNSHIP, "行政事业性收费收入为零。", {}),
    (TOWNSHIP, "行政事业性收费0元。", {"fees_amount": 0, "fees_step": 1}),
    (TOWNSHIP, "2023年度县级行政事业性收费7545万元。", {}),
    (TOWNSHIP, "设立依申请公开受理点3个，受理政府信息公开申请点位覆盖18个村。", {}),
    (TOWNSHIP, "县政府办公室转来政府信息公开申请2件，我镇收到政府信息公开申请1件。", {}),
    (TOWNSHIP, "与2022年收到政府信息公开申请5件相比，2023年收到政府信息公开申请6件。", {"requests_received": 6}),
    (
        TOWNSHIP,
        "2023年，本机关共收到政府信息公开申请4件，其中自然人4件、法人0件。",
        {"requests_received": 4, "applicants_natural": 4, "stated_total": 4, "stated_parts": 4},
    ),
    (TOWNSHIP, "2023年青石镇共收到3件依申请公开申请，均已在法定时限内办结。", {"requests_received": 3}),
    (
        TOWNSHIP,
        "2023年我镇收到政府信息公开申请3件，上年度结转0件，本年度办结3件，结转下年度0件。",
        {"requests_received": 3, "requests_carried_in": 0, "requests_processed": 3, "requests_carried_out": 0}
        | {"balance_came": 3, "balance_went": 3, "balance_carried": 0},
    ),
    (
        TOWNSHIP,
        "2023年我镇共收到依申请公开4件，办理结果为：予以公开2件，部分公开1件，其他处理1件。",
        {"requests_received": 4, "granted": 2, "granted_in_part": 1, "otherwise": 1},
    ),
    (TOWNSHIP, "全年共受理公民、法人和其他组织政府信息公开申请0件。", {"requests_received": 0}),
    (TOWNSHIP, "2023年我镇没有依申请公开情况。", {"requests_received": 0}),
    (
        TOWNSHIP,
        "2023年度，我镇未收到任何组织和个人的政府信息公开申请，未产生信息处理费。",
        {"requests_received": 0, "information_fee": 0, "information_fee_step": 0},
    ),
    (TOWNSHIP, "截至2023年12月31日，我镇未收到政府信息公开申请。", {"requests_received": 0}),
    (TOWNSHIP, "2023年1月1日至12月31日，我镇共收到政府信息公开申请2件。", {"requests_received": 2}),
    (TOWNSHIP, "2022年度收到政府信息公开申请2件结转至2023年办理。", {}),
    (
        TOWNSHIP,
        "2023年收到政府信息公开申请5件，2件结转2024年办理。",
        {"requests_received": 5, "requests_carried_out": 2},
    ),
    (TOWNSHIP, "村务公开申请收到5件。", {}),
    (TOWNSHIP, "全镇共收到群众政务公开意见建议12件。", {}),
    (TOWNSHIP, "未因政府信息公开被申请行政复议或提起行政诉讼。", {"reconsiderations": 0, "suits": 0}),
    (TOWNSHIP, "2023年我镇没有因政府信息公开申请行政复议和提起行政诉讼的情况。", {"reconsiderations": 0, "suits": 0}),
    (
        TOWNSHIP,
        "2023年未发生针对本单位有关政府信息公开事务的行政复议案、行政诉讼案和有关的申诉案。",
        {"reconsiderations": 0, "suits": 0},
    ),
    (TOWNSHIP, "政府信息公开行政复议0件，行政诉讼0件。", {"reconsiderations": 0, "suits": 0}),
    (TOWNSHIP, "政府信息公开引起的行政复议案件数、行政诉讼案件数均为0。", {"reconsiderations": 0, "suits": 0}),
    (
        TOWNSHIP,
        "因政府信息公开被提起行政诉讼2件，其中未经复议直接起诉1件，复议后起诉1件。",
        {"suits": 2, "suits_direct": 1, "suits_after_reconsideration": 1, "stated_total": 2, "stated_parts": 2},
    ),
    (
        TOWNSHIP,
        "政府信息公开类行政复议被纠正1件，应诉政府信息公开行政诉讼1件，均胜诉。",
        {"suits": 1, "suits_none_lost": 1},
    ),
    (
        COUNTY,
        "全县共制发行政规范性文件3件，废止1件，现行有效8件。",
        {"documents_issued": 3, "documents_repealed": 1, "documents_in_force": 8},
    ),
    (COUNTY, "2023年，以县政府名义制发行政规范性文件3件。", {}),
    (COUNTY, "县政府规章0件，制发行政规范性文件3件。", {"documents_issued": 3}),
    (
        COUNTY,
        "本年制发规章0件，本年废止规章0件，现行有效规章0件。",
        {"rules_issued": 0, "rules_repealed": 0, "rules_in_force": 0},
    ),
    (
        COUNTY,
        "全县作出行政许可决定9487件，行政处罚决定2776件，行政强制决定84件。",
        {"licensing_decisions": 9487, "penalty_decisions": 2776, "coercion_decisions": 84},
    ),
    (COUNTY, "全县行政许可办结9487件。", {}),
    (COUNTY, "全县行政事业性收费7545万元。", {"fees_amount": 75450000, "fees_step": 10000}),
    (COUNTY, "取消行政事业性收费12项，减轻负担300万元。", {}),
    (
        BUREAU,
        "2023年我局共收到政府信息公开申请15件，同比下降25%，其中网络申请10件，现场申请5件，办结14件，结转1件。",
        {"requests_received": 15},
    ),
    (BUREAU, "2023年共收到政府信息公开申请15件。其中：网络申请10件，现场申请5件。", {"requests_received": 15}),
    (
        BUREAU,
        "收到政府信息公开申请15件，予以公开8件，部分公开2件，不予公开1件，本机关不掌握3件，不予处理1件。",
        {"requests_received": 15, "granted": 8, "granted_in_part": 2, "denied": 1, "rejected": 1},
    ),
    (BUREAU, "办理政府信息公开申请15件，予以公开8件（53.3%）。", {"requests_handled": 15, "granted": 8}),
    (
        BUREAU,
        "办结的政府信息公开申请中，予以公开8件，占办结总数的53.33%，不予公开1件，占办结总数的百分之六点六七。",
        {
            "granted": 8,
            "granted_share": Decimal("53.33"),
            "granted_share_step": Decimal("0.01"),
            "denied": 1,
            "denied_share": Decimal("6.67"),
            "denied_share_step": Decimal("0.01"),
        },
    ),
    (BUREAU, "指导各学校办理政府信息公开申请，全年收到政府信息公开申请6件。", {}),
    (BUREAU, "局办公室登记政府信息公开申请8件，收到政府信息公开申请8件。", {}),
    (BUREAU, "协助县政府办答复政府信息公开申请3件。", {}),
    (BUREAU, "机关各科室共收到政府信息公开申请8件。", {}),
    (OFFICE, "本机关全年收到政府信息公开申请12件，代表县政府答复5件。", {"requests_received": 12}),
    (OFFICE, "全县共收到政府信息公开申请95件，其中本办12件。", {}),
    (OFFICE, "我办新收政府信息公开申请12件。", {"requests_received": 12}),
    (
        TOWNSHIP,
        "实施政府集中采购3项，采购金额20.5万元，比去年减少2项。",
        {"procurement_projects": 3, "procurement_amount": 205000, "procurement_step": 1000},
    ),
    (TOWNSHIP, "政府集中采购项目数量为0，采购总金额0元。", {"procurement_amount": 0, "procurement_step": 1}),
    (TOWNSHIP, "完成集中采购1个项目。", {"procurement_projects": 1}),
    (TOWNSHIP, "网站发布信息12条、微信8条，共计21条。", {"stated_total": 21, "stated_parts": 20}),
    (TOWNSHIP, "公开党务信息12条，政务信息30条，村务信息8条，合计50条。", {"stated_total": 50, "stated_parts": 50}),
    (TOWNSHIP, "收到申请5件，答复5件，共计10件次。", {}),
    (TOWNSHIP, "发出收费通知0件，收费总金额0元。", {"fee_notices": 0}),
    (
        TOWNSHIP,
        "本单位2023年度无收取政府信息公开信息处理费的情况。",
        {"information_fee": 0, "information_fee_step": 0},
    ),
    (TOWNSHIP, "按规定收取信息处理费每件100元。", {}),
    (TOWNSHIP, "若收到政府信息公开申请3件以上，按规定收费。", {}),
]
SENTENCES = [*RECEIVED, *CONCLUDED, *DISPUTES, *TABLE_TWO, *SUMS, *UNSEEN]


def claims_of(*paragraphs: str, body: str = TOWNSHIP, declared: Declared) -> tuple[Claim, ...]:
    lines = (f"{body}{YEAR}年政府信息公开工作年度报告", *paragraphs)
    document = Document("text", tuple(Passage(line, f"line {rank}") for rank, line in enumerate(lines, 1)))
    return find_claims(document, (), declared.claims, YEAR)


def stated(claims: tuple[Claim, ...], declared: Declared) -> Expected:
    """The claims without mentions. Raises where one key has two values, which no sentence here shall have."""
    mentions = {one.claim.claim for one in declared.claims.patterns if one.claim.mention}
    values = {(claim.claim, claim.value) for claim in claims if claim.claim not in mentions}
    assert len(values) == len({key for key, _ in values}), values
    return dict(values)


def test_there_are_enough_sentences() -> None:
    assert len(SENTENCES) >= 120
    assert len({(body, prose) for body, prose, _ in SENTENCES}) == len(SENTENCES)


@pytest.mark.parametrize(("body", "prose", "expected"), SENTENCES, ids=[prose[:40] for _, prose, _ in SENTENCES])
def test_a_sentence_claims_what_is_certain_and_nothing_else(
    body: str, prose: str, expected: Expected, declared: Declared
) -> None:
    assert stated(claims_of(prose, body=body, declared=declared), declared) == expected


def test_a_claim_has_the_words_as_printed_and_their_place(declared: Declared) -> None:
    claims = claims_of("前言。", "全年收到 政府信息公开申请三十二 件；均已答复。", declared=declared)
    assert claims == (Claim("requests_received", Decimal(32), "全年收到 政府信息公开申请三十二 件", "line 3"),)


def test_claims_that_contradict_each_other_are_all_kept(declared: Declared) -> None:
    """Whoever compares them must see two values; the same statement twice is one value."""
    claims = claims_of(
        "全年收到政府信息公开申请6件。", "全年收到政府信息公开申请6件。", "收到政府信息公开申请8件。", declared=declared
    )
    assert {claim.value for claim in claims if claim.claim == "requests_received"} == {6, 8}


def test_a_line_broken_in_a_sentence_keeps_its_subject(declared: Declared) -> None:
    """A PDF has one passage a line: the office may stand on the line before."""
    lines = ("2023年，县政府办代表县政府", "受理政府信息公开申请17件，均已答复。")
    assert claims_of(*lines, body=COUNTY, declared=declared) == ()
    assert stated(claims_of(lines[1], body=COUNTY, declared=declared), declared) == {"requests_received": 17}


def test_lines_of_a_table_are_no_prose(declared: Declared) -> None:
    assert claims_of("一、本年新收政府信息公开申请数量", "3", "行政许可\t156\t件", declared=declared) == ()


def test_a_mention_is_one_claim_whatever_its_year_and_subject(declared: Declared) -> None:
    claims = claims_of("（三）政府信息管理", "去年县政府办加强政府信息管理，制发规范性文件3件。", declared=declared)
    assert [(claim.claim, claim.locator) for claim in claims] == [
        ("management_mentioned", "line 2"),
        ("documents_mentioned", "line 3"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("regex: 未经复议", "regex: (未经复议", "suits_direct: .*no regular expression"),
        (
            "{is}{count}\n    unless: [维持",
            "{is}{cuont}\n    unless: [维持",
            "unknown fragment 'cuont'; did you mean 'count'",
        ),
        ("topic: procurement\n", "topic: procurment\n", "unknown topic 'procurment'; did you mean 'procurement'"),
        ("- claim: suits_direct", "- claim: suits", "'suits' is declared twice"),
        ("of_parts: true\n", "of_part: true\n", "unknown key 'of_part'; did you mean 'of_parts'"),
        ("(?P<number>\\\\d{1,9}){counted}", "(?P<figure>\\\\d{1,9}){counted}", "lacks the group number"),
    ],
)
def test_a_wrong_declaration_is_refused_with_its_place(
    old: str, new: str, message: str, tmp_path: Path, declared: Declared
) -> None:
    text = (declared.folder / "claims.yml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "claims.yml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DeclarationError, match=message) as caught:
        load_claim_patterns(tmp_path)
    assert "claims.yml" in str(caught.value)


# Of the five real reports: every claim, by the start of the report's file name.
REAL: dict[str, Expected] = {
    "000": {},
    "001": {"requests_received": 0},
    "002": {},
    "003": {
        "requests_received": 0,
        "reconsiderations": 0,
        "suits": 0,
        "procurement_projects": 10,
        "procurement_amount": 168770,
        "procurement_step": 10,
    },
    "004": {},
}


@pytest.mark.parametrize("name", REAL)
def test_what_the_real_reports_claim(name: str, shared: Path, declared: Declared) -> None:
    document = read(next((shared / "reports").glob(f"{name}_*.txt")).read_bytes())
    assert stated(real_claims(document, declared), declared) == REAL[name]


def test_the_real_reports_contradict_their_tables_nowhere(shared: Path, declared: Declared) -> None:
    """findings.md: the 10 items, the 16.877万元 and the absence of requests in report 003 agree with its tables."""
    documents = [read(path.read_bytes()) for path in sorted((shared / "reports").glob("00*.txt"))]
    assert len(documents) == len(REAL)
    assert findings(understood_all(documents, declared), declared).rows() == []


def test_the_office_of_a_district_is_not_the_district(shared: Path, declared: Declared) -> None:
    """hongze-2024.pdf: its prose has 17件 of the office, its table 95 of the district; nothing may be compared."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed; it takes the text of hongze-2024.pdf")
    path = shared / "reports" / "hongze-2024.pdf"
    printed = subprocess.run([program, "-layout", path, "-"], capture_output=True, check=True, encoding="utf-8").stdout  # noqa: S603 - a fixed command
    lines = [line for line in printed.splitlines() if line.strip()]
    assert any("17 件" in line for line in lines)
    joined = "".join(line.strip() for line in lines).replace("。", "。\n").splitlines()
    for passages in (lines, joined):
        document = Document("text", tuple(Passage(text, f"{rank}") for rank, text in enumerate(passages)))
        assert stated(real_claims(document, declared), declared) == {}


def real_claims(document: Document, declared: Declared) -> tuple[Claim, ...]:
    sections = find_sections(document, declared.forms[-1].sections, declared.aliases.headings)
    year = gather_facts(document, sections, declared.bodies).year
    assert year is not None
    return find_claims(document, sections, declared.claims, year.value)


@pytest.fixture(scope="module")
def clean(declared: Declared) -> list[tuple[SampleReport, str]]:
    return generated(120, declared)


def test_clean_reports_are_accused_of_nothing_and_understood(
    clean: list[tuple[SampleReport, str]], declared: Declared
) -> None:
    understood = audited(clean, declared)
    assert findings(understood, declared).rows() == []
    made, found, wrong = recall([report for report, _ in clean], understood)
    assert wrong.total() == 0
    assert found.total() >= 0.98 * made.total() > 1000


def test_one_changed_figure_contradicts_the_prose(clean: list[tuple[SampleReport, str]], declared: Declared) -> None:
    """Found wherever the changed cell could be read: in the layout of paragraphs a lost cell hides its block."""
    rng = random.Random(11)  # noqa: S311 - repeatable, not secret
    spoiled = [(*changed(report, rng), layout) for report, layout in clean]
    understood = audited(((report, layout) for report, _, layout in spoiled), declared)
    told = set(findings(understood, declared).get_column("report_id"))
    missed = [
        statement.claim
        for audit, (report, statement, _) in zip(understood, spoiled, strict=True)
        if audit.taken.report_id not in told and legible(audit, report.texts)
    ]
    assert missed == []
    assert len(told) > 0.8 * len(spoiled)
