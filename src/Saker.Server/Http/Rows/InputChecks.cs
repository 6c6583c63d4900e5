using System.Globalization;
using System.Text;
using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Server.Http.Rows;

/// <summary>
/// Compares the values of filled tensors with what training saw of their columns, whatever they were read from: missing values,
/// whole numbers, truth values, known texts.
/// </summary>
internal readonly ref struct InputChecks(InputPlan plan, ReadOnlySpan<TensorBuffer> inputs, ProblemList problems)
{
    // What a message quotes of a text at most.
    private const int MaxQuotedBytes = 48;

    private readonly ReadOnlySpan<TensorBuffer> _inputs = inputs;

    public void Check()
    {
        foreach (var column in plan.Columns)
        {
            if (column.Tensor < 0 || !_inputs[column.Tensor].IsSet)
                continue;
            var tensor = _inputs[column.Tensor];
            if (tensor.Type == ElementType.Text)
                CheckTexts(column, tensor);
            else if (tensor.Type == ElementType.Float64)
                CheckNumbers(column, tensor.Elements<double>());
            else if (tensor.Type == ElementType.Float32)
                CheckNumbers(column, tensor.Elements<float>());
        }
    }

    private void CheckTexts(InputColumn column, TensorBuffer tensor)
    {
        for (var row = 0; row < tensor.Count; row++)
        {
            var text = tensor.Text(row);
            if (text.IsEmpty && !column.Nullable)
                Add(row, column, Missing(column));
            else if (!text.IsEmpty && column.Known is { } known && !known.Contains(text))
                Add(row, column, $"is the text \"{Cut(text)}\", which training never saw; give {column.Expected}.");
        }
    }

    private void CheckNumbers(InputColumn column, ReadOnlySpan<double> numbers)
    {
        for (var row = 0; row < numbers.Length; row++)
            if (!Fits(column, numbers[row]))
                Add(row, column, Describe(column, numbers[row]));
    }

    private void CheckNumbers(InputColumn column, ReadOnlySpan<float> numbers)
    {
        for (var row = 0; row < numbers.Length; row++)
            if (!Fits(column, numbers[row]))
                Add(row, column, Describe(column, numbers[row]));
    }

    private static bool Fits(InputColumn column, double number) => column.Type switch
    {
        ColumnType.Float32 or ColumnType.Float64 => double.IsFinite(number) || (double.IsNaN(number) && column.Nullable),
        ColumnType.Boolean => number is 0 or 1 || (double.IsNaN(number) && column.Nullable),
        _ => number == Math.Floor(number) ? double.IsFinite(number) : double.IsNaN(number) && column.Nullable,
    };

    private static string Describe(InputColumn column, double number) =>
        double.IsNaN(number) ? Missing(column) : $"is {number.ToString(CultureInfo.InvariantCulture)}; give {column.Expected}.";

    private static string Missing(InputColumn column) => $"is missing (null), but training never saw a missing value here; give {column.Expected}.";

    private void Add(int row, InputColumn column, string message)
    {
        if (!problems.HasCell(row, column.Tensor))
            problems.Add(row, column.Name, message);
    }

    private static string Cut(ReadOnlySpan<byte> text) => text.Length <= MaxQuotedBytes ? Encoding.UTF8.GetString(text) : Encoding.UTF8.GetString(text[..MaxQuotedBytes]) + "...";
}
