using Saker.Benchmarks.Demands;
using Saker.Data;
using Saker.Testing;
using Saker.Testing.Proposals;

namespace Saker.Benchmarks.Data;

/// <summary>All real sets: whether a proposed suite notices a broken column, and whether that of the first half of the rows holds on the second.</summary>
internal sealed class ProposalsPart : IAreaPart
{
    private const double MinShare = 0.95;

    public string Name => "proposals";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        if (RealData.Missing is { } reason)
            return [Demand.NotMeasured("proposed suites on real sets", reason)];
        var sample = settings.Quick ? SetSample.Quick : SetSample.Whole;
        settings.Log.WriteLine($"  of each set {sample}");
        var (scores, unread) = (new List<SetScore>(), 0);
        foreach (var set in TabularSet.All())
        {
            try
            {
                var score = await SetScore.OfAsync(set, sample, cancellationToken);
                settings.Log.WriteLine($"  {score}");
                if (score.RowCount > 0)
                    scores.Add(score);
                else
                    unread++;
            }
            catch (SakerException exception)
            {
                settings.Log.WriteLine($"  {set.Name} does not load: {exception.Message.Split('\n')[0]}");
                unread++;
            }
        }
        return [Demand.AtMost($"sets of {scores.Count + unread} that do not load, or get no suite", "", unread, 0), .. Demands(scores)];
    }

    private static IEnumerable<Demand> Demands(IReadOnlyList<SetScore> scores)
    {
        foreach (var corruption in Corruption.Demanded)
        {
            var outcomes = scores.SelectMany(score => score.Outcomes).Where(outcome => outcome.Corruption == corruption.Name).ToArray();
            yield return Demand.AtLeast($"{corruption.Name}: caught of {outcomes.Length} broken columns", Share(outcomes.Count(outcome => outcome.IsCaught), outcomes.Length), MinShare);
        }
        // Rules may have been made while looking at half of the sets.
        var unseen = scores.Where(score => score.Set.IsHeldOut).SelectMany(score => score.Outcomes).ToArray();
        yield return Demand.AtLeast($"all five, on the sets held out: caught of {unseen.Length}", Share(unseen.Count(outcome => outcome.IsCaught), unseen.Length), MinShare);
        var checks = scores.Sum(score => score.Checks);
        yield return Demand.AtLeast($"second half passes the suite of the first: {checks} checks", Share(scores.Sum(score => score.Held), checks), MinShare);
    }

    private static double Share(int part, int all) => all == 0 ? 0 : (double)part / all;
}
