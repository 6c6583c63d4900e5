namespace Saker.Learning.Tuning.Samplers;

/// <summary>Proposes by <see cref="TpeSampler"/>.</summary>
internal sealed class TpeProposer(int startup, int candidates) : Proposer
{
    private readonly RandomProposer _start = new();

    public override bool Propose(StudyHistory history, int number, Span<double> point)
    {
        var ranking = TrialRanking.Of(history);
        if (ranking.RankedCount < startup)
            return _start.Propose(history, number, point);
        var generator = Xoshiro256.Of(history.Seed, number);
        point.Fill(double.NaN);

        // Groups come after those that they depend on, whose values are decided by then.
        foreach (var group in history.Space.Groups)
        {
            if (history.Space.Applies(group[0], point))
                Choose(history, ranking, group, generator, point);
        }
        return true;
    }

    private void Choose(StudyHistory history, TrialRanking ranking, int[] group, Xoshiro256 generator, Span<double> point)
    {
        var good = new ParzenEstimator(history.Space, group, ranking.Good);
        var others = new ParzenEstimator(history.Space, group, ranking.Others);
        var seen = IsCountable(history, group) ? history.Trials : [];
        var best = double.NegativeInfinity;
        var draw = new double[point.Length];
        var chosen = new double[point.Length];
        for (var i = 0; i < candidates; i++)
        {
            good.Draw(generator, draw);

            // Where points can be counted, one that was tried is worth less than any that was not.
            var gain = good.LogDensity(draw) - others.LogDensity(draw) - (WasTried(seen, group, draw) ? 1e6 : 0);
            if (gain > best || i == 0)
            {
                best = gain;
                draw.CopyTo(chosen, 0);
            }
        }
        foreach (var position in group)
            point[position] = chosen[position];
    }

    private static bool IsCountable(StudyHistory history, int[] group) => history.Space.Groups.Count == 1 && Array.TrueForAll(group, position => history.Space.Parameters[position].ValueCount is not null);

    private static bool WasTried(IReadOnlyList<TrialEntry> trials, int[] group, double[] draw)
    {
        foreach (var trial in trials)
        {
            if (Array.TrueForAll(group, position => trial.Point[position] == draw[position]))
                return true;
        }
        return false;
    }
}
