namespace Saker.Learning.Behaviour.Running;

/// <summary>Compares the predictions of pairs of rows, and makes what breaks the rule as small as it goes.</summary>
internal sealed class PairTrial(BehaviourTrial trial, PairRule rule)
{
    // Shrinking asks the model a few dozen times; more failures than these would be no smaller.
    private const int MaxShrunk = 24;

    private const int Bisections = 24;

    // So many rows are in memory at a time, beside those that are asked about.
    private const int ChunkSize = 4_096;

    private readonly RowChange _change = new(trial.Inputs);

    /// <param name="cases">Made as they are asked about: together they may be far more than fit into memory.</param>
    /// <param name="cancellationToken">Stops between predictions.</param>
    public async Task<BehaviourFinding> RunAsync(IEnumerable<RowCase> cases, CancellationToken cancellationToken)
    {
        var failing = new FailingPairs(_change, MaxShrunk);
        var count = 0;
        var chunk = new List<RowCase>();
        var chunkRows = 0;
        foreach (var asked in cases.Where(asked => asked.Rows.Count > 1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            count++;
            chunk.Add(asked);
            chunkRows += asked.Rows.Count;
            if (chunkRows < ChunkSize)
                continue;
            await JudgeAsync(chunk, failing, cancellationToken);
            chunk.Clear();
            chunkRows = 0;
        }
        await JudgeAsync(chunk, failing, cancellationToken);
        var examples = new List<CounterExample>();
        foreach (var pair in failing.Pairs)
            examples.Add(await ExampleAsync(await ShrinkAsync(pair, cancellationToken), cancellationToken));
        return new BehaviourFinding
        {
            CaseCount = count,
            FailureCount = failing.Count,
            Worst = failing.Worst,
            Examples = [.. examples.OrderBy(example => example.Changes.Count).ThenBy(example => example.Size).ThenByDescending(example => Math.Abs(example.After - example.Before)).Take(trial.ExampleCount)],
        };
    }

    private async Task JudgeAsync(List<RowCase> cases, FailingPairs failing, CancellationToken cancellationToken)
    {
        var answers = await trial.Asking.AskAsync([.. cases.SelectMany(asked => asked.Rows)], cancellationToken);
        var first = 0;
        foreach (var asked in cases)
        {
            failing.Add(Broken(asked, answers.AsSpan(first, asked.Rows.Count)));
            first += asked.Rows.Count;
        }
    }

    // Of a chain no more than the step from the furthest row so far needs a look: no other row before breaks the rule by more.
    private List<(RowPair Pair, double Breach)> Broken(RowCase asked, ReadOnlySpan<double> answers)
    {
        var broken = new List<(RowPair, double)>();
        var furthest = 0;
        for (var row = 1; row < answers.Length; row++)
        {
            if (rule.Breach(answers[furthest], answers[row]) is > 0 and var breach)
                broken.Add((new RowPair(asked.Rows[furthest], asked.Rows[row]), breach));
            if (asked.IsChain && rule.Breach(answers[row], answers[furthest]) > rule.Breach(answers[furthest], answers[row]))
                furthest = row;
        }
        return broken;
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
