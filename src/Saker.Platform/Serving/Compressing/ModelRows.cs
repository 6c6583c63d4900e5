using Saker.Data;
using Saker.Onnx;

namespace Saker.Platform.Serving.Compressing;

/// <summary>Rows of a table as the tensors that a graph takes: a column for each input, or all number columns for its only one.</summary>
internal static class ModelRows
{
    /// <param name="rows">The rows.</param>
    /// <param name="inputs">What the graph takes.</param>
    /// <param name="target">The column with the answers, which is none of them.</param>
    /// <exception cref="SakerException">Columns are missing or of another kind; all are reported.</exception>
    public static IReadOnlyDictionary<string, Tensor> Of(Table rows, IReadOnlyList<TensorSpec> inputs, string? target)
    {
        if (inputs is [var only] && rows.Find(only.Name) is null)
            return new Dictionary<string, Tensor> { [only.Name] = Together(rows, only, target) };
        var problems = new ProblemList(int.MaxValue);
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var input in inputs)
            if (rows.Find(input.Name) is not { } column)
                problems.Add(null, input.Name, "this column is missing.");
            else if (Single(column, input) is { } tensor)
                tensors.Add(input.Name, tensor);
            else
                problems.Add(null, input.Name, $"the column is {column.Type.Name()}, which does not fit the model's {input}.");
        problems.ThrowIfAny("The rows do not have the columns that the model takes.");
        return tensors;
    }

    /// <summary>Requires that rows have the column with the answers.</summary>
    /// <exception cref="SakerException">There is none of this name.</exception>
    public static void RequireTarget(Table rows, string target)
    {
        if (rows.Find(target) is null)
            throw new SakerException(ErrorKind.InvalidInput, $"There is no column '{target}'; the columns are: {string.Join(", ", rows.Schema.Select(own => own.Name))}.", "target");
    }

    /// <summary>Rows batch by batch: as many at a time as the graph has in its inputs, where it says so.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="inputs">What the graph takes.</param>
    /// <param name="target">The column with the answers.</param>
    /// <param name="usual">Rows of a batch where the graph takes any number.</param>
    /// <returns>Batches, and how many of their rows count: a graph with a fixed number of rows has its last batch filled up with the last row.</returns>
    /// <exception cref="SakerException">Columns are missing or of another kind; all are reported.</exception>
    public static IEnumerable<(IReadOnlyDictionary<string, Tensor> Inputs, int Count)> Batches(Table rows, IReadOnlyList<TensorSpec> inputs, string? target, int usual)
    {
        var bound = FixedCount(inputs);
        foreach (var batch in Enumerable.Range(0, rows.RowCount).Chunk(bound ?? usual))
            yield return (Of(rows.Take([.. batch, .. Enumerable.Repeat(batch[^1], (bound ?? batch.Length) - batch.Length)]), inputs, target), batch.Length);
    }

    /// <summary>How many rows a graph takes at a time; null for any number.</summary>
    public static int? FixedCount(IReadOnlyList<TensorSpec> inputs) => inputs.FirstOrDefault(input => input.Shape is [> 0, ..]) is { } bounded ? checked((int)bounded.Shape[0]) : null;

    /// <summary>One row of zeros and empty texts, where there are no rows.</summary>
    public static IReadOnlyDictionary<string, Tensor> Zeros(IReadOnlyList<TensorSpec> inputs) => inputs.ToDictionary(input => input.Name, input =>
    {
        long[] shape = [.. input.Shape.Select(extent => Math.Max(1, extent))];
        var count = shape.Aggregate(1L, (product, extent) => product * extent);
        return input.Type == ElementType.Text ? Tensor.Of(Enumerable.Repeat("", (int)count).ToArray(), shape) : Numbers(new double[count], input.Type, shape) ?? throw Refuse(input);
    }, StringComparer.Ordinal);

    private static Tensor Together(Table rows, TensorSpec input, string? target)
    {
        var columns = rows.Columns.Where(column => column.Name != target && column.Type.IsNumeric()).ToArray();
        var wanted = input.Shape.Skip(1).Aggregate(1L, (product, extent) => product * extent);
        long[] shape = wanted > 0 ? [rows.RowCount, .. input.Shape.Skip(1)] : [rows.RowCount, columns.Length];
        if (input.Shape.Count < 2 || (wanted < 0 && input.Shape.Count > 2) || (wanted > 0 && wanted != columns.Length))
            throw new SakerException(ErrorKind.InvalidInput, $"The model takes '{input}', and the rows have {columns.Length} number columns besides the target: they must be {(wanted > 0 ? wanted : "as many as a row of it has")}, in order.", input.Name);
        var values = new double[rows.RowCount * columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            var column = columns[i].ToFloat64();
            for (var row = 0; row < column.Length; row++)
                values[row * columns.Length + i] = column[row];
        }
        return Numbers(values, input.Type, shape) ?? throw Refuse(input);
    }

    private static Tensor? Single(Column column, TensorSpec input)
    {
        if (input.Shape.Count is 0 or > 2 || input.Shape.Skip(1).Any(extent => extent is not (1 or -1)))
            return null;
        long[] shape = input.Shape.Count == 1 ? [column.Length] : [column.Length, 1];
        if (input.Type == ElementType.Text)
            return column is Column<string> texts ? Tensor.Of([.. texts.Values.ToArray().Select((text, i) => column.IsNull(i) ? "" : text)], shape) : null;
        return column.Type.IsNumeric() ? Numbers(column.ToFloat64(), input.Type, shape) : null;
    }

    private static Tensor? Numbers(double[] values, ElementType type, long[] shape) => type switch
    {
        ElementType.Float32 => Tensor.Of(Array.ConvertAll(values, value => (float)value), shape),
        ElementType.Float64 => Tensor.Of(values, shape),
        ElementType.Int64 => Tensor.Of(Array.ConvertAll(values, value => (long)value), shape),
        ElementType.Int32 => Tensor.Of(Array.ConvertAll(values, value => (int)value), shape),
        ElementType.Boolean => Tensor.Of(Array.ConvertAll(values, value => value != 0), shape),
        _ => null,
    };

    private static SakerException Refuse(TensorSpec input) => new(ErrorKind.InvalidInput, $"The model takes '{input}', which rows cannot be made into.", input.Name);
}
