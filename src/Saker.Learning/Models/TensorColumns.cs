using System.Text;
using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Learning.Models;

/// <summary>Between columns of a table and tensors of a request; see <see cref="ModelInputs"/> for how missing values lie.</summary>
public static class TensorColumns
{
    /// <summary>Fills the inputs from the columns of the same names.</summary>
    /// <exception cref="SakerException">Columns are missing or of another kind; all are reported.</exception>
    public static void Fill(Table rows, IReadOnlyList<TensorSpec> inputs, ReadOnlySpan<TensorBuffer> into)
    {
        var problems = new ProblemList(int.MaxValue);
        foreach (var input in inputs)
            if (rows.Find(input.Name) is null)
                problems.Add(null, input.Name, "this column is missing.");
        Fill(rows, inputs, into, problems);
        problems.ThrowIfAny("The rows do not have the columns that the model takes.");
    }

    /// <summary>As the other, but leaves inputs without a column as they are.</summary>
    /// <param name="rows">The columns.</param>
    /// <param name="inputs">What the model takes.</param>
    /// <param name="into">The inputs' buffers, in order.</param>
    /// <param name="problems">Gets the columns that are of another kind; their inputs are not set.</param>
    public static void Fill(Table rows, IReadOnlyList<TensorSpec> inputs, ReadOnlySpan<TensorBuffer> into, ProblemList problems)
    {
        for (var i = 0; i < inputs.Count; i++)
        {
            if (rows.Find(inputs[i].Name) is not { } column || TryFill(column, inputs[i], into[i]))
                continue;
            into[i].Clear();
            problems.Add(null, inputs[i].Name, $"the column is {column.Type.Name()}, which does not fit the model's {inputs[i].Type}.");
        }
    }

    /// <summary>The outputs as columns; those with more than one value a row are left out.</summary>
    public static Table ToTable(IReadOnlyList<TensorSpec> outputs, ReadOnlySpan<TensorBuffer> from)
    {
        var columns = new List<Column>(outputs.Count);
        for (var i = 0; i < outputs.Count; i++)
            if (Read(outputs[i].Name, from[i]) is { } column)
                columns.Add(column);
        return new Table(columns);
    }

    /// <summary>The outputs of a model as columns, the probability of each of several classes as one of its own; see <see cref="ModelOutputs"/>.</summary>
    public static Table ToTable(Signature signature, IReadOnlyList<TensorSpec> outputs, ReadOnlySpan<TensorBuffer> from)
    {
        var table = ToTable(outputs, from);
        if (ModelOutputs.ClassesOf(signature) is not { } classes)
            return table;
        var columns = new List<Column>(table.Columns);
        for (var i = 0; i < outputs.Count; i++)
        {
            if (outputs[i] is not { Name: ModelGraph.ProbabilitiesName, Type: ElementType.Float32 } || from[i].Count != table.RowCount * classes.Count)
                continue;
            var all = from[i].Elements<float>();
            for (var own = 0; own < classes.Count; own++)
            {
                var values = new float[table.RowCount];
                for (var row = 0; row < values.Length; row++)
                    values[row] = all[(row * classes.Count) + own];
                columns.Add(Column.Of<float>(ModelOutputs.ProbabilityPrefix + classes[own], values));
            }
        }
        return new Table(columns);
    }

    /// <summary>A request's tensor as a column; null where it has several values a row, or a type that no column has.</summary>
    public static Column? Read(string name, TensorBuffer tensor)
    {
        if (tensor.Shape.Length == 0 || tensor.Shape[0] != tensor.Count)
            return null;
        return tensor.Type switch
        {
            ElementType.Text => Column.Of<string>(name, Texts(tensor)),
            ElementType.Float32 => Column.Of<float>(name, tensor.Elements<float>().ToArray()),
            ElementType.Float64 => Column.OfNumbers(name, tensor.Elements<double>().ToArray()),
            ElementType.Int64 => Column.Of<long>(name, tensor.Elements<long>().ToArray()),
            ElementType.Int32 => Column.Of<int>(name, tensor.Elements<int>().ToArray()),
            ElementType.Boolean => Column.Of<bool>(name, tensor.Elements<bool>().ToArray()),
            _ => null,
        };
    }

    private static bool TryFill(Column column, TensorSpec spec, TensorBuffer into)
    {
        if (spec.Shape.Count is 0 or > 2 || spec.Shape.Skip(1).Any(extent => extent is not (1 or -1)))
            return false;
        into.Reset(spec.Shape.Count == 1 ? [column.Length] : [column.Length, 1]);
        var isAllNull = column.NullCount == column.Length;
        if (spec.Type == ElementType.Text)
            return TryFillTexts(column, isAllNull, into);
        if (!isAllNull && !column.Type.IsNumeric())
            return false;
        var numbers = isAllNull ? [.. Enumerable.Repeat(double.NaN, column.Length)] : column.ToFloat64();
        // Nothing stands for a missing value or a fraction there.
        if (spec.Type is ElementType.Int64 or ElementType.Int32 or ElementType.Boolean && !numbers.All(double.IsInteger))
            return false;
        switch (spec.Type)
        {
            case ElementType.Float64:
                numbers.CopyTo(into.Elements<double>());
                return true;
            case ElementType.Float32:
                for (var i = 0; i < numbers.Length; i++)
                    into.Elements<float>()[i] = (float)numbers[i];
                return true;
            case ElementType.Int64:
                for (var i = 0; i < numbers.Length; i++)
                    into.Elements<long>()[i] = (long)numbers[i];
                return true;
            case ElementType.Int32:
                for (var i = 0; i < numbers.Length; i++)
                    into.Elements<int>()[i] = (int)numbers[i];
                return true;
            case ElementType.Boolean:
                for (var i = 0; i < numbers.Length; i++)
                    into.Elements<bool>()[i] = numbers[i] != 0;
                return true;
            default:
                return false;
        }
    }

    private static bool TryFillTexts(Column column, bool isAllNull, TensorBuffer into)
    {
        if (isAllNull)
            return true;
        if (column is not Column<string> texts)
            return false;
        var values = texts.Values.Span;
        for (var i = 0; i < values.Length; i++)
            if (!column.IsNull(i))
                into.SetText(i, Encoding.UTF8.GetBytes(values[i]));
        return true;
    }

    private static string[] Texts(TensorBuffer tensor)
    {
        var texts = new string[tensor.Count];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = Encoding.UTF8.GetString(tensor.Text(i));
        return texts;
    }
}
