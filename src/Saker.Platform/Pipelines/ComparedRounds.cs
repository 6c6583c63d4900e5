using Saker.Learning.Selection;
using Saker.Platform.Experiments;

namespace Saker.Platform.Pipelines;

/// <summary>What fits of compared candidates tell round by round: curves of each candidate's run, and how far all of its fits are. Thread-safe.</summary>
internal sealed class ComparedRounds(RunRecorder recorder, RoundLog log, IReadOnlyList<Candidate> candidates, IReadOnlyDictionary<string, Run> runs, int foldCount) : IProgress<FoldRound>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, double[]> _shares = candidates.ToDictionary(candidate => candidate.Name, _ => new double[foldCount], StringComparer.Ordinal);

    public void Report(FoldRound value)
    {
        var text = $"fold {value.FoldIndex + 1} of {foldCount}, {FitStanding.Words(value.Fit)}";
        var standing = new FitStanding(Share(value.Candidate, value.FoldIndex, value.Fit.Share), null, text);
        // Of several parts the first is shown: curves of every fold of every part are more than anybody reads.
        log.Add(runs[value.Candidate], $"cv.fold_{value.FoldIndex}.", value.Fit.Part == 0 ? value.Fit : value.Fit with { Metrics = new Dictionary<string, double>() }, standing);
        var position = Enumerable.Range(0, candidates.Count).First(i => candidates[i].Name == value.Candidate);
        recorder.Tell(new FitRound(candidates[position].Title, position, value.FoldIndex, value.Fit.Share, text, value.Fit.Remaining));
    }

    /// <summary>A fit may end before its last round.</summary>
    public void EndFold(string candidate, int fold) => Share(candidate, fold, 1);

    // Of all the candidate's fits.
    private double Share(string candidate, int fold, double share)
    {
        lock (_lock)
        {
            var shares = _shares[candidate];
            shares[fold] = Math.Max(shares[fold], share);
            return shares.Average();
        }
    }
}
