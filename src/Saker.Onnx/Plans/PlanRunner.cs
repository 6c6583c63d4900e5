using System.Diagnostics;
using System.Runtime.InteropServices;
using Saker.Onnx.Batches;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Plans;

/// <summary>Runs requests by a plan, a block of rows after the other. Nothing is allocated.</summary>
internal sealed class PlanRunner(RowPlan plan, RowLimit limit) : IBatchRunner
{
    // What a request may leave behind here until the next one.
    private const long MaxKeptTextBytes = 1 << 16;

    private readonly PlanMemory _memory = new(plan);

    // Asked after every run.
    public long KeptBytes { get; } = plan.MemoryBytes;

    public ValueTask<RunTimings> RunAsync(ReadOnlyMemory<TensorSet> parts, CancellationToken cancellationToken)
    {
        var timings = default(RunTimings);
        foreach (var part in parts.Span)
            timings += Run(part, cancellationToken);
        return ValueTask.FromResult(timings);
    }

    public void Dispose()
    {
    }

    private RunTimings Run(TensorSet part, CancellationToken cancellationToken)
    {
        var rows = part.Rows;
        limit.Require(rows);
        for (var i = 0; i < plan.Outputs.Count; i++)
            part.Outputs[i].Reset([rows, plan.Outputs[i].Width]);
        try
        {
            return Run(part, rows, cancellationToken);
        }
        finally
        {
            if (HasLargeTexts(part))
                _memory.ForgetTexts();
        }
    }

    private RunTimings Run(TensorSet part, int rows, CancellationToken cancellationToken)
    {
        var timings = default(RunTimings);
        for (var first = 0; first < rows; first += RowPlan.BlockRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(RowPlan.BlockRows, rows - first);
            var begin = Stopwatch.GetTimestamp();
            for (var i = 0; i < plan.Inputs.Count; i++)
                CopyIn(plan.Inputs[i], part.Inputs[i], first, count);
            var laidOut = Stopwatch.GetTimestamp();
            plan.Run(_memory, count);
            var run = Stopwatch.GetTimestamp();
            for (var i = 0; i < plan.Outputs.Count; i++)
                CopyOut(plan.Outputs[i], part.Outputs[i], first, count);
            timings += RunTimings.Between(begin, laidOut, run, Stopwatch.GetTimestamp());
        }
        return timings;
    }

    private static bool HasLargeTexts(TensorSet part)
    {
        foreach (var input in part.Inputs)
            if (input.Type == ElementType.Text && input.KeptBytes > MaxKeptTextBytes)
                return true;
        return false;
    }

    private void CopyIn(PlanValue value, TensorBuffer from, int first, int rows)
    {
        switch (value.Type)
        {
            case ElementType.Float32:
                CopyIn<float>(value, from, first, rows);
                break;
            case ElementType.Float64:
                CopyIn<double>(value, from, first, rows);
                break;
            case ElementType.Int64:
                CopyIn<long>(value, from, first, rows);
                break;
            case ElementType.Boolean:
                CopyIn<bool>(value, from, first, rows);
                break;
            default:
                var texts = _memory.Elements<ReadOnlyMemory<byte>>(value);
                for (var i = 0; i < rows * value.Width; i++)
                    texts[i] = from.TextMemory((first * value.Width) + i);
                break;
        }
    }

    private void CopyOut(PlanValue value, TensorBuffer to, int first, int rows)
    {
        switch (value.Type)
        {
            case ElementType.Float32:
                CopyOut<float>(value, to, first, rows);
                break;
            case ElementType.Float64:
                CopyOut<double>(value, to, first, rows);
                break;
            case ElementType.Int64:
                CopyOut<long>(value, to, first, rows);
                break;
            case ElementType.Boolean:
                CopyOut<bool>(value, to, first, rows);
                break;
            default:
                var texts = _memory.Elements<ReadOnlyMemory<byte>>(value);
                for (var i = 0; i < rows * value.Width; i++)
                    to.SetText((first * value.Width) + i, texts[i].Span);
                break;
        }
    }

    private void CopyIn<T>(PlanValue value, TensorBuffer from, int first, int rows)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(from.Bytes).Slice(first * value.Width, rows * value.Width).CopyTo(_memory.Elements<T>(value));

    private void CopyOut<T>(PlanValue value, TensorBuffer to, int first, int rows)
        where T : unmanaged => _memory.Elements<T>(value).AsSpan(0, rows * value.Width).CopyTo(MemoryMarshal.Cast<byte, T>(to.Bytes)[(first * value.Width)..]);
}
