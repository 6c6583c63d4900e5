using System.Diagnostics;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Batches;

/// <summary>
/// Runs requests to a graph whose inputs and outputs all have rows as their first extent: rows of all parts are copied into one
/// bound run and the results back, each part its own. Nothing is allocated once memory is laid out.
/// </summary>
internal sealed class RowRunner(OnnxSession session, int rowCapacity) : IBatchRunner
{
    private readonly SessionBinding _usual = session.Bind(rowCapacity);

    private readonly RowLimit _limit = new(session);

    /// <summary>For parts larger than usual; laid out when first needed, with room to spare.</summary>
    private SessionBinding? _large;

    public long KeptBytes => _usual.MemoryBytes + (_large?.MemoryBytes ?? 0);

    public ValueTask<RunTimings> RunAsync(ReadOnlyMemory<TensorSet> parts, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Run(parts.Span, cancellationToken));

    public void Dispose()
    {
        _usual.Dispose();
        _large?.Dispose();
    }

    private RunTimings Run(ReadOnlySpan<TensorSet> parts, CancellationToken cancellationToken)
    {
        var rows = 0;
        foreach (var part in parts)
        {
            _limit.Require(part.Rows);
            rows = checked(rows + part.Rows);
        }
        if (rows == 0)
        {
            foreach (var part in parts)
                Empty(part);
            return default;
        }
        var begin = Stopwatch.GetTimestamp();
        var binding = Select(rows);
        binding.Rows = rows;
        Gather(parts, binding);
        var laidOut = Stopwatch.GetTimestamp();
        binding.Run(cancellationToken);
        var run = Stopwatch.GetTimestamp();
        Scatter(parts, binding, rows);
        return RunTimings.Between(begin, laidOut, run, Stopwatch.GetTimestamp());
    }

    private SessionBinding Select(int rows)
    {
        if (rows <= rowCapacity)
            return _usual;
        if (_large is null || _large.RowCapacity < rows)
        {
            _large?.Dispose();
            _large = null;
            _large = session.Bind((int)Math.Min(Array.MaxLength, System.Numerics.BitOperations.RoundUpToPowerOf2((uint)rows)));
        }
        return _large;
    }

    private void Gather(ReadOnlySpan<TensorSet> parts, SessionBinding binding)
    {
        for (var i = 0; i < session.Inputs.Count; i++)
        {
            var target = binding.InputAt(i);
            var at = 0;
            foreach (var part in parts)
            {
                var source = part.Inputs[i];
                if (source.Type == ElementType.Text)
                {
                    for (var k = 0; k < source.Count; k++)
                        target.SetTextUtf8(at + k, source.Text(k));
                    at += source.Count;
                }
                else
                {
                    var bytes = source.Bytes;
                    bytes.CopyTo(target.Bytes[at..]);
                    at += bytes.Length;
                }
            }
        }
    }

    private void Scatter(ReadOnlySpan<TensorSet> parts, SessionBinding binding, int rows)
    {
        Span<long> shape = stackalloc long[16];
        for (var i = 0; i < session.Outputs.Count; i++)
        {
            var source = binding.OutputAt(i);
            var extents = source.Shape;
            if (extents.Count is 0 or > 16 || extents[0] != rows)
                throw new OnnxException($"Output '{session.Outputs[i].Name}' has the shape [{string.Join(", ", extents)}] for {rows} rows: its first extent must be the rows.");
            for (var d = 0; d < extents.Count; d++)
                shape[d] = extents[d];
            var at = 0;
            foreach (var part in parts)
            {
                var target = part.Outputs[i];
                shape[0] = part.Rows;
                target.Reset(shape[..extents.Count]);
                if (target.Type == ElementType.Text)
                {
                    for (var k = 0; k < target.Count; k++)
                        target.SetText(k, source.TextUtf8(at + k));
                    at += target.Count;
                }
                else
                {
                    var bytes = target.Bytes;
                    source.Bytes.Slice(at, bytes.Length).CopyTo(bytes);
                    at += bytes.Length;
                }
            }
        }
    }

    private void Empty(TensorSet part)
    {
        for (var i = 0; i < session.Outputs.Count; i++)
        {
            var shape = session.Outputs[i].Shape.Select(extent => Math.Max(extent, 0)).ToArray();
            shape[0] = 0;
            part.Outputs[i].Reset(shape);
        }
    }
}
