using System.Runtime.InteropServices;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>
/// The fixed part of a captured request in a <see cref="CaptureChunk"/>. After it follow the request id, the reason of the step and the name of the model that answered,
/// as UTF-8 and as long as said here; then, where there are rows, the inputs and the outputs, column by column: numbers as they lie in the tensor,
/// texts each with four bytes of length before it.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct RecordHeader
{
    /// <summary>Bytes of all of it.</summary>
    public int Size;

    /// <summary>The place of the source in the chunk's list.</summary>
    public int Source;
    public long AtTicks;
    public ulong TraceHigh;
    public ulong TraceLow;
    public int RowCount;
    public int Version;
    public int QueueMicroseconds;
    public int ComputeMicroseconds;
    public int TotalMicroseconds;
    public int WarningCount;
    public int MendedCount;
    public ushort IdBytes;
    public ushort ReasonBytes;
    public ushort ModelBytes;
    public byte Step;
    public byte Error;

    /// <summary>-1 for none.</summary>
    public sbyte Arm;
    public RecordFlags Flags;
}
