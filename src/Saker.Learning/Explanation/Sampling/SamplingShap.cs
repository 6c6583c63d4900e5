using Saker.Data;

namespace Saker.Learning.Explanation.Sampling;

/// <summary>
/// SHAP values of any model over raw columns, an absent column taking its values from reference rows (interventional). With few columns every
/// subset is asked about and the values are exact; else random orders of the columns are walked there and back (Štrumbelj and Kononenko 2014;
/// antithetic, Mitchell et al. 2022), each against one reference row, all reference rows equally often. Either way base and values add up.
/// </summary>
internal sealed class SamplingShap(ModelScore score, ExplainerOptions options)
{
    // Beyond, the subsets of one row alone are more than a budget.
    private const int MaxExactColumns = 15;

    /// <summary>Explains rows one after the other.</summary>
    /// <param name="rows">What to explain.</param>
    /// <param name="reference">At least one row.</param>
    /// <param name="cancellationToken">Stops between rows and between batches.</param>
    public async ValueTask<Explanation> ExplainAsync(Table rows, Table reference, CancellationToken cancellationToken)
    {
        rows = score.Columns(rows);
        reference = score.Columns(reference);
        if (reference.RowCount == 0)
            throw new SakerException(ErrorKind.InvalidInput, "Sampling needs at least one reference row to compare with.", "reference");
        var used = Math.Min(options.MaxReferenceRows, reference.RowCount);
        var columns = rows.Columns.Count;
        var isExact = columns <= MaxExactColumns && (1L << columns) * used <= options.MaxEvaluations;
        var pairs = Math.Max(1, options.MaxEvaluations / (2 * columns));
        if (!isExact)
            used = Math.Min(used, pairs);
        // Every reference row equally often, or the base would not be their mean.
        pairs -= pairs % used;
        reference = Thin(reference, used);
        var answers = await score.OfAsync(reference, cancellationToken);
        var values = new double[rows.RowCount * columns];
        var errors = new double[values.Length];
        for (var row = 0; row < rows.RowCount; row++)
        {
            var mixed = new MixedRows(Join(reference, rows.Take([row])));
            var into = values.AsMemory(row * columns, columns);
            if (isExact)
                await EnumerateAsync(mixed, into, cancellationToken);
            else
                await WalkAsync(mixed, pairs, Xoshiro256.Of(options.Seed, row), into, errors.AsMemory(row * columns, columns), cancellationToken);
        }
        return new Explanation
        {
            Method = ExplanationMethod.Sampling,
            Output = score.Output,
            Unit = score.Unit,
            Columns = [.. rows.Columns.Select(column => column.Name)],
            Base = answers.Average(),
            Values = values,
            StandardErrors = isExact ? null : errors,
            Notes =
            [
                $"The base is the average over {used} reference rows; an absent column takes its value from them.",
                isExact ? $"Every subset of the {columns} columns was asked about: the values are exact." : $"Estimated by {pairs} pairs of random orders of the columns a row, with standard errors.",
            ],
        };
    }

    /// <summary>An even choice: rows often lie in the order of a time or of the answer.</summary>
    private static Table Thin(Table reference, int count) => reference.Take([.. Enumerable.Range(0, count).Select(i => (int)((long)i * reference.RowCount / count))]);

    // The row to explain comes last.
    private static Table Join(Table reference, Table row) => Table.Concat([reference, row]);

    private async ValueTask EnumerateAsync(MixedRows mixed, Memory<double> into, CancellationToken cancellationToken)
    {
        var (columns, references) = (into.Length, mixed.RowCount - 1);
        var subsets = 1 << columns;
        var sources = Enumerable.Range(0, columns).Select(column => Enumerable.Range(0, subsets * references)
            .Select(i => ((i / references) & (1 << column)) != 0 ? references : i % references).ToArray()).ToArray();
        var answers = await score.OfAsync(mixed.Take(sources), cancellationToken);
        var games = Enumerable.Range(0, subsets).Select(subset => answers.AsSpan(subset * references, references).ToArray().Average()).ToArray();
        var weights = Weights(columns);
        for (var column = 0; column < columns; column++)
        {
            var value = 0.0;
            for (var subset = 0; subset < subsets; subset++)
                if ((subset & (1 << column)) == 0)
                    value += weights[int.PopCount(subset)] * (games[subset | (1 << column)] - games[subset]);
            into.Span[column] = value;
        }
    }

    // s! (n - s - 1)! / n!
    private static double[] Weights(int columns)
    {
        var weights = new double[columns];
        weights[0] = 1.0 / columns;
        for (var size = 1; size < columns; size++)
            weights[size] = weights[size - 1] * size / (columns - size);
        return weights;
    }

    private async ValueTask WalkAsync(MixedRows mixed, int pairs, Xoshiro256 random, Memory<double> into, Memory<double> errors, CancellationToken cancellationToken)
    {
        var (columns, references) = (into.Length, mixed.RowCount - 1);
        var orders = new int[2 * pairs][];
        for (var pair = 0; pair < pairs; pair++)
        {
            int[] order = [.. Enumerable.Range(0, columns)];
            random.Shuffle(order);
            orders[2 * pair] = order;
            orders[(2 * pair) + 1] = [.. order.Reverse()];
        }
        // Walk w has columns + 1 rows: before the first step all cells are the reference's, after the last the row's.
        var steps = columns + 1;
        var sources = new int[columns][];
        for (var column = 0; column < columns; column++)
            sources[column] = new int[orders.Length * steps];
        for (var walk = 0; walk < orders.Length; walk++)
            for (var step = 0; step < columns; step++)
            {
                var cells = sources[orders[walk][step]].AsSpan(walk * steps, steps);
                cells[..(step + 1)].Fill((walk / 2) % references);
                cells[(step + 1)..].Fill(references);
            }
        var answers = await score.OfAsync(mixed.Take(sources), cancellationToken);
        var changes = new double[columns, pairs];
        for (var walk = 0; walk < orders.Length; walk++)
            for (var step = 0; step < columns; step++)
                changes[orders[walk][step], walk / 2] += (answers[(walk * steps) + step + 1] - answers[(walk * steps) + step]) / 2;
        for (var column = 0; column < columns; column++)
            (into.Span[column], errors.Span[column]) = MeanAndError(changes, column, pairs);
    }

    private static (double Mean, double Error) MeanAndError(double[,] changes, int column, int pairs)
    {
        var mean = 0.0;
        for (var pair = 0; pair < pairs; pair++)
            mean += changes[column, pair] / pairs;
        var squares = 0.0;
        for (var pair = 0; pair < pairs; pair++)
            squares += (changes[column, pair] - mean) * (changes[column, pair] - mean);
        return (mean, pairs < 2 ? double.NaN : Math.Sqrt(squares / (pairs - 1) / pairs));
    }
}
