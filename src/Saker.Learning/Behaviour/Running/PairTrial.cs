namespace Saker.Learning.Behaviour.Running;

/// <summary>Compares the predictions of pairs of rows, and makes what breaks the rule as small as it goes.</summary>
internal sealed class PairTrial(BehaviourTrial trial, PairRule rule)
{
    // Shrinking asks the model a few dozen times; more failures than these would be no smaller.
    private const int MaxShrunk = 24;

    private const int Bisections = 24;

    private readonly RowChange _change = new(trial.Inputs);

    public async Task<BehaviourFinding> RunAsync(IReadOnlyList<RowPair> pairs, CancellationToken cancellationToken)
    {
        // Rows that several pairs share are asked about once.
        List<BehaviourRow> rows = [.. pairs.SelectMany(pair => (BehaviourRow[])[pair.Before, pair.After]).Distinct<BehaviourRow>(ReferenceEqualityComparer.Instance)];
        var answers = await trial.Asking.AskAsync(rows, cancellationToken);
        var answerOf = new Dictionary<BehaviourRow, double>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < rows.Count; i++)
            answerOf[rows[i]] = answers[i];
        var failing = pairs.Select(pair => (Pair: pair, Breach: rule.Breach(answerOf[pair.Before], answerOf[pair.After]))).Where(found => found.Breach > 0).ToList();
        var examples = new List<CounterExample>();
        // One of each row: those with the fewest changes first, then those that are broken most.
        var worst = failing.GroupBy(found => found.Pair.Case).Select(group => group.OrderBy(found => _change.Count(found.Pair)).ThenByDescending(found => found.Breach).First())
            .OrderBy(found => _change.Count(found.Pair)).ThenByDescending(found => found.Breach).Take(MaxShrunk);
        foreach (var (pair, _) in worst)
            examples.Add(await ExampleAsync(await ShrinkAsync(pair, cancellationToken), cancellationToken));
        return new BehaviourFinding
        {
            CaseCount = pairs.Select(pair => pair.Case).Distinct().Count(),
            FailureCount = failing.Select(found => found.Pair.Case).Distinct().Count(),
            Worst = failing.Count == 0 ? 0 : failing.Max(found => found.Breach),
            Examples = [.. examples.OrderBy(example => example.Changes.Count).ThenBy(example => example.Size).ThenByDescending(example => Math.Abs(example.After - example.Before)).Take(trial.ExampleCount)],
        };
    }

    private async Task<RowPair> ShrinkAsync(RowPair pair, CancellationToken cancellationToken)
    {
        if (rule.CanDropColumns)
            pair = await DropAsync(pair, cancellationToken);
        return rule.CanShrinkNumbers ? await BisectAsync(pair, cancellationToken) : pair;
    }

    // 1. One column alone, the smallest change first. 2. Else every column that the breach does not need is set back.
    private async Task<RowPair> DropAsync(RowPair pair, CancellationToken cancellationToken)
    {
        var columns = _change.Columns(pair);
        if (columns.Count < 2)
            return pair;
        var singles = columns.Select(column => pair with { After = pair.Before.With(column, pair.After.Cells[column]) }).OrderBy(_change.Size);
        foreach (var single in singles)
            if (await IsBrokenAsync(single, cancellationToken))
                return single;
        foreach (var column in columns)
        {
            var without = pair with { After = pair.After.With(column, pair.Before.Cells[column]) };
            if (_change.Count(without) > 0 && await IsBrokenAsync(without, cancellationToken))
                pair = without;
        }
        return pair;
    }

    private async Task<RowPair> BisectAsync(RowPair pair, CancellationToken cancellationToken)
    {
        foreach (var column in _change.Columns(pair))
        {
            if (pair.Before.Cells[column] is not double from || pair.After.Cells[column] is not double to)
                continue;
            var (whole, broken) = (from, to);
            for (var i = 0; i < Bisections; i++)
            {
                var middle = RowMaker.Rounded(trial.Inputs[column], whole + (broken - whole) / 2);
                if (middle == whole || middle == broken)
                    break;
                if (await IsBrokenAsync(pair with { After = pair.After.With(column, middle) }, cancellationToken))
                    broken = middle;
                else
                    whole = middle;
            }
            pair = pair with { After = pair.After.With(column, broken) };
        }
        return pair;
    }

    private async Task<bool> IsBrokenAsync(RowPair pair, CancellationToken cancellationToken)
    {
        var answers = await trial.Asking.AskAsync([pair.Before, pair.After], cancellationToken);
        return rule.Breach(answers[0], answers[1]) > 0;
    }

    private async Task<CounterExample> ExampleAsync(RowPair pair, CancellationToken cancellationToken)
    {
        var answers = await trial.Asking.AskAsync([pair.Before, pair.After], cancellationToken);
        return _change.Example(pair, answers[0], answers[1]);
    }
}
