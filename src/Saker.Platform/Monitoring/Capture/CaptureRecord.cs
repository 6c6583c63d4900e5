using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Guarding;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>One request on its way into a chunk: what it needs at most, and how it is written. Nothing is allocated, and texts stay as they are.</summary>
internal readonly ref struct CaptureRecord
{
    private readonly InferCall _call;
    private readonly long _atTicks;
    private readonly int _maxIdBytes;
    private readonly RecordFlags _rows;
    private readonly bool _hasMended;
    private readonly byte _error;

    /// <param name="call">Ended.</param>
    /// <param name="source">What it belongs to.</param>
    /// <param name="takesRows">Whether its endpoint's rows are captured.</param>
    /// <param name="use">Who wants those of this request.</param>
    /// <param name="atTicks">Now, in ticks of UTC.</param>
    /// <param name="maxIdBytes">Longer ids are cut.</param>
    public CaptureRecord(InferCall call, CaptureSource source, bool takesRows, RowUse use, long atTicks, int maxIdBytes)
    {
        (_call, Source, _atTicks, _maxIdBytes) = (call, source, atTicks, maxIdBytes);
        _error = CaptureNames.ErrorOf(call);
        _hasMended = call.Report.Mended.Count > 0;
        _rows = !takesRows || _error != 0 || !Fits(source, call) ? RecordFlags.None
            : use == RowUse.None ? RecordFlags.RowsLeft
            : RecordFlags.HasRows | ((use & RowUse.Profile) != 0 ? RecordFlags.ForProfile : 0);
        var bytes = (long)Unsafe.SizeOf<RecordHeader>() + maxIdBytes;
        if (call.Source is { } answer)
            bytes += MaxTextBytes(answer.Reason) + MaxTextBytes(answer.Model);
        if (HasRows)
            bytes += RowBytes(source, call) + (_hasMended ? MendedBytes(call) : 0);
        MaxBytes = (int)Math.Min(bytes, int.MaxValue);
    }

    public CaptureSource Source { get; }

    private bool HasRows => (_rows & RecordFlags.HasRows) != 0;

    /// <summary>More than it takes.</summary>
    public int MaxBytes { get; }

    /// <summary>Writes it.</summary>
    /// <param name="into">At least <see cref="MaxBytes"/> long.</param>
    /// <param name="source">The place of the source in the chunk.</param>
    /// <returns>Bytes written.</returns>
    public int WriteTo(Span<byte> into, int source)
    {
        var answer = _call.Source;
        var at = Unsafe.SizeOf<RecordHeader>();
        var header = new RecordHeader
        {
            Source = source,
            AtTicks = _atTicks,
            RowCount = _call.RowCount,
            Version = _call.AnsweredVersion,
            TotalMicroseconds = Microseconds(_call.Duration.Ticks * TimeSpan.NanosecondsPerTick),
            WarningCount = _call.Report.Warnings.Count,
            MendedCount = _call.Report.Mended.Count,
            Step = CaptureNames.StepOf(answer?.Step),
            Error = _error,
            Arm = (sbyte)_call.Arm,
            Flags = _rows | (_call.IsFromCache ? RecordFlags.IsFromCache : 0) | (_call.IsRefused ? RecordFlags.IsRefused : 0),
            IdBytes = WriteText(_call.RequestId, into.Slice(at, _maxIdBytes)),
        };
        at += header.IdBytes;
        if (_call.RunCalls > 0)
        {
            header.QueueMicroseconds = Microseconds(_call.Wait.Ticks * TimeSpan.NanosecondsPerTick);
            // 0 says that nothing was run.
            header.ComputeMicroseconds = Math.Max(1, Microseconds(_call.Timings.Input + _call.Timings.Infer + _call.Timings.Output));
        }
        if (_call.Trace.TraceId is var trace && trace != default)
        {
            Span<byte> bytes = stackalloc byte[2 * sizeof(ulong)];
            trace.CopyTo(bytes);
            (header.TraceHigh, header.TraceLow) = (MemoryMarshal.Read<ulong>(bytes), MemoryMarshal.Read<ulong>(bytes[sizeof(ulong)..]));
            header.Flags |= RecordFlags.HasTrace;
        }
        if (answer is not null)
        {
            at += header.ReasonBytes = WriteText(answer.Reason, into.Slice(at, MaxTextBytes(answer.Reason)));
            if (answer.Model is { } model && model != Source.Version.Model)
                at += header.ModelBytes = WriteText(model, into.Slice(at, MaxTextBytes(model)));
        }
        if (HasRows)
        {
            foreach (var column in Source.Inputs)
                at += WriteColumn(_call.Inputs[column.Index], column.Index, into[at..]);
            foreach (var column in Source.Outputs)
                at += WriteColumn(_call.Outputs[column.Index], input: -1, into[at..]);
        }
        header.Size = at;
        MemoryMarshal.Write(into, header);
        return at;
    }

    private static bool Fits(CaptureSource source, InferCall call)
    {
        if (source.Inputs.Length + source.Outputs.Length == 0)
            return false;
        foreach (var column in source.Inputs)
            if (!column.Fits(call.Inputs, call.RowCount))
                return false;
        foreach (var column in source.Outputs)
            if (!column.Fits(call.Outputs, call.RowCount))
                return false;
        return true;
    }

    private static long RowBytes(CaptureSource source, InferCall call)
    {
        var bytes = 0L;
        foreach (var column in source.Inputs)
            bytes += call.Inputs[column.Index].UsedBytes;
        foreach (var column in source.Outputs)
            bytes += call.Outputs[column.Index].UsedBytes;
        return bytes;
    }

    private static long MendedBytes(InferCall call) => call.Report.Mended.Sum(mended => (long)MaxUncutBytes(mended.Text));

    private int WriteColumn(TensorBuffer tensor, int input, Span<byte> into)
    {
        if (tensor.Type == ElementType.Text)
            return WriteTexts(tensor, input, into);
        var bytes = tensor.Bytes;
        bytes.CopyTo(into);
        if (_hasMended && input >= 0)
            RestoreNumbers(tensor.Type, input, into);
        return bytes.Length;
    }

    private int WriteTexts(TensorBuffer tensor, int input, Span<byte> into)
    {
        var at = 0;
        for (var i = 0; i < tensor.Count; i++)
        {
            var text = tensor.Text(i);
            var length = text.Length;
            if (length > 0 || !_hasMended || FindMended(input, i) is not { } mended)
                text.CopyTo(into[(at + sizeof(int))..]);
            else
                length = Encoding.UTF8.GetBytes(mended, into[(at + sizeof(int))..]);
            BinaryPrimitives.WriteInt32LittleEndian(into[at..], length);
            at += sizeof(int) + length;
        }
        return at;
    }

    // Texts are only ever replaced by missing ones.
    private string? FindMended(int input, int element)
    {
        foreach (var mended in _call.Report.Mended)
            if (mended.Input == input && mended.Element == element)
                return mended.Text;
        return null;
    }

    private void RestoreNumbers(ElementType type, int input, Span<byte> into)
    {
        foreach (var mended in _call.Report.Mended)
        {
            if (mended.Input != input)
                continue;
            switch (type)
            {
                case ElementType.Float64: MemoryMarshal.Cast<byte, double>(into)[mended.Element] = mended.Number; break;
                case ElementType.Float32: MemoryMarshal.Cast<byte, float>(into)[mended.Element] = (float)mended.Number; break;
                case ElementType.Int64: MemoryMarshal.Cast<byte, long>(into)[mended.Element] = (long)mended.Number; break;
                case ElementType.Int32: MemoryMarshal.Cast<byte, int>(into)[mended.Element] = (int)mended.Number; break;
            }
        }
    }

    // Whole characters only: what is cut stays UTF-8.
    private static ushort WriteText(string? text, Span<byte> into)
    {
        if (string.IsNullOrEmpty(text))
            return 0;
        Utf8.FromUtf16(text, into, out _, out var written);
        return (ushort)written;
    }

    private static int MaxTextBytes(string? text) => Math.Min(MaxUncutBytes(text), ushort.MaxValue);

    private static int MaxUncutBytes(string? text) => text is null ? 0 : 3 * text.Length;

    private static int Microseconds(long nanoseconds) => (int)Math.Clamp(nanoseconds / 1_000, 0, int.MaxValue);
}
