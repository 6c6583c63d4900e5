using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Serving.Guarding;

/// <summary>Checks one input of a model. Thread-safe.</summary>
internal abstract class InputCheck(int input, SignatureColumn column, GuardSettings settings)
{
    /// <summary>Its place among the model's inputs.</summary>
    protected int Input => input;

    protected SignatureColumn Column => column;

    protected GuardSettings Settings => settings;

    /// <summary>The check for a column whose tensor has the type; null where there is nothing to check.</summary>
    public static InputCheck? For(int input, SignatureColumn column, ElementType type, GuardSettings settings) => type switch
    {
        ElementType.Text => new TextCheck(input, column, settings),
        ElementType.Float64 => new NumberCheck<double>(input, column, settings),
        ElementType.Float32 => new NumberCheck<float>(input, column, settings),
        ElementType.Int64 => new NumberCheck<long>(input, column, settings),
        ElementType.Int32 => new NumberCheck<int>(input, column, settings),
        _ => null,
    };

    public abstract void Check(TensorBuffer input, GuardReport report);

    /// <summary>Tells of a fault as the policy wants it.</summary>
    /// <param name="policy">The policy for the fault.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="clipped">What was done about it when clipping, such as <c>it was taken as missing</c>.</param>
    /// <param name="row">Where it is.</param>
    /// <param name="report">Gets it.</param>
    protected void Tell(GuardPolicy policy, string message, string clipped, int row, GuardReport report)
    {
        // A value that could not even be read was complained of already.
        if (report.Problems.HasCell(row, input))
            return;
        switch (policy)
        {
            case GuardPolicy.Reject:
                report.Problems.AddCell(row, input, column.Name, message);
                break;
            case GuardPolicy.Warn:
                report.Warn(new Problem(column.Name, $"{message.TrimEnd('.')}; the model got it as it is.", row), settings.MaxWarnings);
                break;
            case GuardPolicy.Clip:
                report.Warn(new Problem(column.Name, $"{message.TrimEnd('.')}; {clipped}.", row), settings.MaxWarnings);
                break;
        }
    }

    protected static int RowOf(TensorBuffer input, int element)
    {
        var perRow = input.Shape.Length == 0 || input.Shape[0] == 0 ? 1 : (int)(input.Count / input.Shape[0]);
        return element / Math.Max(1, perRow);
    }
}
