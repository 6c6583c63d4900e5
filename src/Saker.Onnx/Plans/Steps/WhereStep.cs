namespace Saker.Onnx.Plans.Steps;

/// <summary>One of two elements by a condition, with constants and single columns stretched.</summary>
internal sealed class WhereStep<T, TFirst>(PlanValue condition, PlanValue whenTrue, PlanValue whenFalse, PlanValue result) : PlanStep
    where TFirst : struct, IUnary<T, T>
{
    public override void Run(PlanMemory memory, int rows)
    {
        var (test, a, b, into) = (memory.Elements<bool>(condition), memory.Elements<T>(whenTrue), memory.Elements<T>(whenFalse), memory.Elements<T>(result));
        var at = 0;
        for (var row = 0; row < rows; row++)
        {
            var (k, i, j) = (row * condition.RowStride, row * whenTrue.RowStride, row * whenFalse.RowStride);
            for (var column = 0; column < result.Width; column++, at++)
            {
                into[at] = test[k] ? TFirst.Of(a[i]) : b[j];
                k += condition.ColumnStride;
                i += whenTrue.ColumnStride;
                j += whenFalse.ColumnStride;
            }
        }
    }
}
