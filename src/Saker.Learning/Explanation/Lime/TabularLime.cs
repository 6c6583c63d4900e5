using MathNet.Numerics.LinearAlgebra;
using Saker.Data;
using Saker.Learning.Explanation.Sampling;
using Saker.Learning.Scores;

namespace Saker.Learning.Explanation.Lime;

/// <summary>
/// LIME for tables (Ribeiro, Singh and Guestrin 2016): rows are drawn around one row, each cell from the reference rows; a weighted ridge regression on
/// whether a column is as in the row tells what counts. Beside SHAP it is quick for models of any kind, and says how far it can be believed.
/// </summary>
public static class TabularLime
{
    private static readonly double[] Quarters = [0.25, 0.5, 0.75];

    /// <param name="model">What is asked; of several classes of which none was chosen, the probability of the class that the row is answered.</param>
    /// <param name="row">One row.</param>
    /// <param name="reference">Rows that cells are drawn from, and whose quarters numbers are cut into.</param>
    /// <param name="options">How many, how near.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<LimeExplanation> ExplainAsync(ModelScore model, Table row, Table reference, LimeOptions options, CancellationToken cancellationToken)
    {
        (row, reference) = (model.Columns(row), model.Columns(reference));
        if (row.RowCount != 1 || reference.RowCount == 0)
            throw OneRow.Refused(row, reference);
        model = await model.OfAnswerAsync(row, cancellationToken);
        var joined = Table.Concat([reference, row]);
        var (columns, samples, last) = (row.Columns.Count, options.SampleCount, reference.RowCount);
        var sources = Draw(columns, samples, last, new Xoshiro256(options.Seed));
        var answers = await model.OfAsync(new MixedRows(joined).Take(sources), cancellationToken);

        var same = joined.Columns.Select(Same).ToArray();
        var design = Matrix<double>.Build.Dense(samples, columns + 1, (sample, column) => column == columns || same[column][sources[column][sample]] ? 1 : 0);
        var width = options.KernelWidth ?? 0.75 * Math.Sqrt(columns);
        var weights = Vector<double>.Build.Dense(samples, sample =>
        {
            var differing = columns + 1 - design.Row(sample).Sum();
            return Math.Exp(-differing / (width * width));
        });
        var said = Vector<double>.Build.Dense(answers);
        var coefficients = Solve(design, said, weights, options.Penalty);
        var told = design * coefficients;
        var mean = weights.DotProduct(said) / weights.Sum();
        var left = weights.DotProduct((said - told).PointwisePower(2));
        var all = weights.DotProduct((said - mean).PointwisePower(2));
        return new LimeExplanation(
            [.. row.Columns.Select((column, i) => new Attribution(column.Name, coefficients[i], null)).OrderByDescending(factor => Math.Abs(factor.Value))],
            coefficients[columns], coefficients.Sum(), answers[0], all > 0 ? 1 - (left / all) : 1, model.Unit) { Class = model.Class };
    }

    // The first sample is the row itself. In each column half of the others keep the row's cell; the rest go round the reference rows, so that
    // all occur equally often: evenness that leaves less to chance than drawing would.
    private static int[][] Draw(int columns, int samples, int last, Xoshiro256 random)
    {
        var sources = new int[columns][];
        int[] around = [.. Enumerable.Range(0, last)];
        for (var column = 0; column < columns; column++)
        {
            random.Shuffle(around);
            var others = Enumerable.Range(0, samples - 1).Select(i => i % 2 == 0 ? last : around[(i / 2) % last]).ToArray();
            random.Shuffle(others);
            sources[column] = [last, .. others];
        }
        return sources;
    }

    // Which rows have the value of the last one: the same quarter of numbers, or the same text.
    private static bool[] Same(Column column)
    {
        if (column.Type.IsNumeric() && column.Type != ColumnType.Boolean)
        {
            var numbers = column.ToFloat64();
            double[] sorted = [.. numbers.SkipLast(1).Where(double.IsFinite).Order()];
            double[] edges = sorted.Length == 0 ? [] : [.. Quarters.Select(share => sorted[(int)(share * (sorted.Length - 1))])];
            int[] quarter = [.. numbers.Select(number => double.IsNaN(number) ? -1 : edges.Count(edge => number > edge))];
            return [.. quarter.Select(own => own == quarter[^1])];
        }
        var texts = ColumnTexts.Of(column);
        return [.. texts.Select(text => text == texts[^1])];
    }

    // Weighted ridge regression; the intercept, the last column, is not shrunk.
    private static Vector<double> Solve(Matrix<double> design, Vector<double> said, Vector<double> weights, double penalty)
    {
        var weighted = Matrix<double>.Build.Dense(design.RowCount, design.ColumnCount, (row, column) => design[row, column] * weights[row]);
        var normal = weighted.TransposeThisAndMultiply(design);
        for (var column = 0; column < design.ColumnCount - 1; column++)
            normal[column, column] += penalty;
        normal[design.ColumnCount - 1, design.ColumnCount - 1] += 1e-9;
        return normal.Cholesky().Solve(weighted.TransposeThisAndMultiply(said));
    }
}
