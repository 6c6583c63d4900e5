namespace Saker.Onnx.Plans.Steps;

/// <summary>Columns of several matrices beside each other.</summary>
internal sealed class ConcatStep<T>(PlanValue[] parts, PlanValue result) : PlanStep
{
    public override void Run(PlanMemory memory, int rows)
    {
        var into = memory.Elements<T>(result);
        var first = 0;
        foreach (var part in parts)
        {
            var from = memory.Elements<T>(part);
            var (width, stride) = (part.Width, part.RowStride);
            if (width == 1)
                for (var row = 0; row < rows; row++)
                    into[(row * result.Width) + first] = from[row * stride];
            else
                for (var row = 0; row < rows; row++)
                    from.AsSpan(row * stride, width).CopyTo(into.AsSpan((row * result.Width) + first));
            first += width;
        }
    }
}
