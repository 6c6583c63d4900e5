using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Saker.Onnx.Training;

/// <summary>Numbers to and from streams piece by piece: spans of bytes end at 2 GiB, where memory of numbers does not.</summary>
internal static class FloatStream
{
    /// <summary>Numbers of a piece.</summary>
    public const int Piece = 64 * 1024;

    public static void Write(Stream stream, ReadOnlySpan<float> values, IncrementalHash? hash = null)
    {
        for (; values.Length > 0; values = values[Math.Min(Piece, values.Length)..])
        {
            var bytes = MemoryMarshal.AsBytes(values[..Math.Min(Piece, values.Length)]);
            stream.Write(bytes);
            hash?.AppendData(bytes);
        }
    }

    /// <exception cref="EndOfStreamException">The stream ends before.</exception>
    public static void Read(Stream stream, Span<float> values, IncrementalHash? hash = null)
    {
        for (; values.Length > 0; values = values[Math.Min(Piece, values.Length)..])
        {
            var bytes = MemoryMarshal.AsBytes(values[..Math.Min(Piece, values.Length)]);
            stream.ReadExactly(bytes);
            hash?.AppendData(bytes);
        }
    }
}
