using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Sessions;

namespace Saker.Platform.Serving.Compressing;

/// <summary>Cells without a finite number in the columns that a graph takes. A graph that fills them in by itself takes them; of others the first row is named.</summary>
internal static class MissingCells
{
    private const int BatchSize = 256;
    private const int MaxNameCount = 5;

    /// <summary>Requires that the graph's answers to rows with such cells are finite.</summary>
    /// <param name="model">The graph.</param>
    /// <param name="rows">All rows, as they are in the file.</param>
    /// <param name="target">A column that the graph does not take; null where there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">An answer is not finite; the first row and its cells are named.</exception>
    public static void Require(OnnxModel model, Table rows, string? target, CancellationToken cancellationToken)
    {
        var columns = Taken(rows, model.Inputs, target);
        var lacking = Lacking(columns);
        if (lacking.Length == 0)
            return;
        using var session = new OnnxSession(model);
        var first = 0;
        foreach (var (inputs, count) in ModelRows.Batches(rows.Take(lacking), model.Inputs, target, BatchSize))
        {
            var answers = session.Run(inputs, cancellationToken);
            var given = inputs.Values.First().Shape[0];
            for (var i = 0; i < count; i++)
                if (answers.Any(answer => !IsFinite(answer, i, given)))
                    throw new SakerException(ErrorKind.InvalidInput, $"{Told(columns, lacking[first + i])}, and the model does not fill such cells in: do so in the data, or leave the row out.", "data");
            first += count;
        }
    }

    /// <summary>What a failure by numbers that are not finite may come from where rows have such cells: there are graphs whose answers hide them, and whose gradients do not.</summary>
    /// <returns>Null where it is another failure, or no row has such a cell.</returns>
    public static SakerException? Explain(Exception failure, IReadOnlyList<TensorSpec> inputs, Table rows, string? target)
    {
        if (!failure.Message.Contains("not finite", StringComparison.Ordinal) && !failure.Message.Contains("NaN", StringComparison.Ordinal))
            return null;
        var columns = Taken(rows, inputs, target);
        return Lacking(columns) is [var row, ..] ? new SakerException(ErrorKind.InvalidInput, $"{failure.Message} {Told(columns, row)}, which may be why: fill such cells in, or leave the row out.", "data", failure) : null;
    }

    private static string Told(IReadOnlyList<(string Name, double[] Values)> columns, int row)
    {
        string[] names = [.. columns.Where(column => !IsNumber(column.Values[row])).Select(column => $"'{column.Name}'")];
        var told = string.Join(", ", names.Take(MaxNameCount)) + (names.Length > MaxNameCount ? $" and {names.Length - MaxNameCount} more" : "");
        return $"Row {row + 1} has no finite number in {told}";
    }

    private static List<(string Name, double[] Values)> Taken(Table rows, IReadOnlyList<TensorSpec> inputs, string? target)
    {
        var takesAll = inputs is [var only] && rows.Find(only.Name) is null;
        return [.. rows.Columns.Where(column => column.Type.IsNumeric() && (takesAll ? column.Name != target : inputs.Any(input => input.Name == column.Name))).Select(column => (column.Name, column.ToFloat64()))];
    }

    private static int[] Lacking(IReadOnlyList<(string Name, double[] Values)> columns) =>
        columns.Count == 0 ? [] : [.. Enumerable.Range(0, columns[0].Values.Length).Where(row => columns.Any(column => !IsNumber(column.Values[row])))];

    private static bool IsNumber(double value) => float.IsFinite((float)value);

    // What has not a part for each row is looked at whole.
    private static bool IsFinite(Tensor answer, int row, long rowCount)
    {
        var isByRow = answer.Shape.Count > 0 && answer.Shape[0] == rowCount;
        var count = isByRow ? answer.Count / (int)rowCount : answer.Count;
        var start = isByRow ? row * count : 0;
        return answer.Type switch
        {
            ElementType.Float32 => Array.TrueForAll(answer.Span<float>().Slice(start, count).ToArray(), float.IsFinite),
            ElementType.Float64 => Array.TrueForAll(answer.Span<double>().Slice(start, count).ToArray(), double.IsFinite),
            _ => true,
        };
    }
}
