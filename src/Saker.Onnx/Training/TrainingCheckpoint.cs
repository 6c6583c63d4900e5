using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Saker.Onnx.Training;

/// <summary>A session's whole state as bytes: what it is of, all numbers, and a hash over both, so that half a file is never taken for a whole.</summary>
internal static class TrainingCheckpoint
{
    private static readonly byte[] s_mark = "saker-training-1"u8.ToArray();

    public static void Write(Stream stream, ParameterBlock parameters, Optimizer optimizer, MovingStatistics statistics, MaskChance chance)
    {
        using var body = new MemoryStream();
        body.Write(s_mark);
        body.Write(Of(parameters, optimizer, statistics));
        body.Write(BitConverter.GetBytes(optimizer.StepCount));
        body.Write(BitConverter.GetBytes(chance.State));
        body.Write(MemoryMarshal.AsBytes(parameters.Values));
        foreach (var part in optimizer.State.Concat(statistics.Values))
            body.Write(MemoryMarshal.AsBytes(part.AsSpan()));
        var bytes = body.GetBuffer().AsSpan(0, (int)body.Length);
        stream.Write(bytes);
        stream.Write(SHA256.HashData(bytes));
    }

    public static void Read(ReadOnlySpan<byte> saved, ParameterBlock parameters, Optimizer optimizer, MovingStatistics statistics, MaskChance chance)
    {
        if (saved.Length < s_mark.Length + 2 * SHA256.HashSizeInBytes || !saved[..s_mark.Length].SequenceEqual(s_mark) || !SHA256.HashData(saved[..^SHA256.HashSizeInBytes]).AsSpan().SequenceEqual(saved[^SHA256.HashSizeInBytes..]))
            throw new OnnxException("The state of training is damaged or none.");
        var rest = saved[s_mark.Length..^SHA256.HashSizeInBytes];
        if (!Take(ref rest, SHA256.HashSizeInBytes).SequenceEqual(Of(parameters, optimizer, statistics)))
            throw new OnnxException("The state of training is that of another model, other parameters or another optimiser.");
        optimizer.StepCount = BitConverter.ToInt64(Take(ref rest, sizeof(long)));
        chance.State = BitConverter.ToUInt64(Take(ref rest, sizeof(ulong)));
        Take(ref rest, parameters.Length * sizeof(float)).CopyTo(MemoryMarshal.AsBytes(parameters.Values));
        foreach (var part in optimizer.State.Concat(statistics.Values))
            Take(ref rest, part.Length * sizeof(float)).CopyTo(MemoryMarshal.AsBytes(part.AsSpan()));
    }

    // What the numbers belong to.
    private static byte[] Of(ParameterBlock parameters, Optimizer optimizer, MovingStatistics statistics) => SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{optimizer.GetType().Name} {optimizer.State.Count}; {string.Join("; ", parameters.Slots.Select(slot => $"{slot.Name}[{string.Join(",", slot.Shape)}]"))}; {string.Join(",", statistics.Values.Select(values => values.Length))}"));

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, int count)
    {
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
