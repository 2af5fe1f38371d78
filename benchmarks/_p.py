from benchmarks.session_core import sessions,decided,best
from functools import partial
from edgewise.domain.coaching.questions.judge import judge
from edgewise.domain.formats.model import ContributionKind
from edgewise.domain.session import commands as c
from timeit import Timer
from time import process_time
sent,log=sessions()
t=[s.command.text for s in sent if isinstance(s.command,c.Contribute) and s.command.kind in (ContributionKind.CLARIFYING_QUESTION,ContributionKind.OPEN_QUESTION)]
print(len(t), min(Timer(lambda: [judge(x) for x in t],timer=process_time).repeat(5,1))/len(t)*1000,'ms')
print("all",len(sent)/best(partial(decided,sent),1))
