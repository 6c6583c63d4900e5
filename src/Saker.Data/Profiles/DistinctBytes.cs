using System.Buffers.Binary;

namespace Saker.Data.Profiles;

/// <summary>
/// A distinct sketch as bytes: its hashes, or four bits a register above a base with a list of those that lie elsewhere (as Apache DataSketches' HLL_4),
/// of which there are few whatever the data, since ranks are those of hashes; else a byte each.
/// </summary>
internal static class DistinctBytes
{
    private const byte Exact = 0;
    private const byte Halves = 1;
    private const byte Whole = 2;
    private const int Elsewhere = 15;
    private const int ExceptionBytes = 3;
    private const int MaxExceptions = 128;

    public static void Write(ByteSink sink, DistinctSketch sketch)
    {
        if (sketch.IsExact)
        {
            ulong[] hashes = [.. sketch.Exact];
            sink.Byte(Exact);
            sink.Count(hashes.Length);
            foreach (var hash in hashes)
                sink.Fixed(hash);
            return;
        }
        var ranks = sketch.Ranks;
        var from = Base(ranks);
        var exceptions = Exceptions(ranks, from);
        if (exceptions > MaxExceptions)
        {
            sink.Byte(Whole);
            sink.Raw(ranks);
            return;
        }
        sink.Byte(Halves);
        sink.Byte((byte)from);
        for (var i = 0; i < ranks.Length; i += 2)
            sink.Byte((byte)(Half(ranks[i], from) | Half(ranks[i + 1], from) << 4));
        sink.Count(exceptions);
        Span<byte> index = stackalloc byte[2];
        for (var i = 0; i < ranks.Length; i++)
        {
            if (Half(ranks[i], from) != Elsewhere)
                continue;
            BinaryPrimitives.WriteUInt16LittleEndian(index, (ushort)i);
            sink.Raw(index);
            sink.Byte(ranks[i]);
        }
    }

    public static DistinctSketch Read(ref ByteSource source)
    {
        var form = source.Byte();
        if (form == Exact)
        {
            var hashes = new ulong[source.Items(8)];
            for (var i = 0; i < hashes.Length; i++)
                hashes[i] = source.Fixed();
            return hashes.Length <= DistinctSketch.MaxExact ? DistinctSketch.FromExact(hashes) : throw ProfileFault.Wrong("it lists too many values as exact.");
        }
        var ranks = form switch
        {
            Halves => ReadHalves(ref source),
            Whole => source.Raw(DistinctSketch.RegisterCount).ToArray(),
            _ => throw ProfileFault.Wrong("its distinct values are in no known form."),
        };
        return DistinctSketch.FromRanks(ranks) ?? throw ProfileFault.Wrong("a register of distinct values is out of range.");
    }

    private static byte[] ReadHalves(ref ByteSource source)
    {
        var from = source.Byte();
        var halves = source.Raw(DistinctSketch.RegisterCount / 2);
        var ranks = new byte[DistinctSketch.RegisterCount];
        for (var i = 0; i < ranks.Length; i++)
            ranks[i] = (byte)(from + (halves[i / 2] >> (i % 2 * 4) & 0xF));
        for (var left = source.Items(ExceptionBytes); left > 0; left--)
        {
            var index = BinaryPrimitives.ReadUInt16LittleEndian(source.Raw(2));
            ranks[index < ranks.Length ? index : throw ProfileFault.Wrong("a register of distinct values is not there.")] = source.Byte();
        }
        return ranks;
    }

    private static int Base(ReadOnlySpan<byte> ranks)
    {
        var (best, least) = (0, int.MaxValue);
        for (var from = 0; from < 64; from++)
        {
            var exceptions = Exceptions(ranks, from);
            if (exceptions < least)
                (best, least) = (from, exceptions);
        }
        return best;
    }

    private static int Exceptions(ReadOnlySpan<byte> ranks, int from)
    {
        var count = 0;
        foreach (var rank in ranks)
            count += Half(rank, from) == Elsewhere ? 1 : 0;
        return count;
    }

    private static int Half(byte rank, int from) => rank >= from && rank - from < Elsewhere ? rank - from : Elsewhere;
}
