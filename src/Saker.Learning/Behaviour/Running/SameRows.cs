namespace Saker.Learning.Behaviour.Running;

/// <summary>Rows that are asked twice with nothing changed of them.</summary>
internal static class SameRows
{
    /// <summary>Notes another prediction of a row, where it is further from the first than any before.</summary>
    public static void Note(double[] first, double[] others, double[] breaches, int row, double again, double tolerance)
    {
        var breach = first[row].Equals(again) ? 0 : PairRule.Broken(Math.Abs(first[row] - again) - tolerance);
        if (breach > breaches[row])
            (breaches[row], others[row]) = (breach, again);
    }

    public static BehaviourFinding Finding(BehaviourTrial trial, double[] first, double[] others, double[] breaches)
    {
        var change = new RowChange(trial.Inputs);
        int[] failing = [.. Enumerable.Range(0, breaches.Length).Where(row => breaches[row] > 0).OrderByDescending(row => breaches[row])];
        return new BehaviourFinding
        {
            CaseCount = breaches.Length,
            FailureCount = failing.Length,
            Worst = failing.Length == 0 ? 0 : breaches[failing[0]],
            Examples = [.. failing.Take(trial.ExampleCount).Select(row => change.Example(new RowPair(trial.Rows[row], trial.Rows[row]), first[row], others[row]))],
        };
    }
}
