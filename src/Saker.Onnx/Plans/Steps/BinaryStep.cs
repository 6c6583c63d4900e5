namespace Saker.Onnx.Plans.Steps;

/// <summary>An operation on pairs of elements, with constants and single columns stretched.</summary>
internal sealed class BinaryStep<TOperation, T, TResult>(PlanValue left, PlanValue right, PlanValue result) : PlanStep
    where TOperation : struct, IBinary<T, TResult>
{
    public override void Run(PlanMemory memory, int rows)
    {
        var (a, b, into) = (memory.Elements<T>(left), memory.Elements<T>(right), memory.Elements<TResult>(result));
        var at = 0;
        for (var row = 0; row < rows; row++)
        {
            var (i, j) = (row * left.RowStride, row * right.RowStride);
            for (var column = 0; column < result.Width; column++, at++)
            {
                into[at] = TOperation.Of(a[i], b[j]);
                i += left.ColumnStride;
                j += right.ColumnStride;
            }
        }
    }
}
