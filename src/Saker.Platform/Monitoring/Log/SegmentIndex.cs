using System.Runtime.InteropServices;
using Saker.Data;

namespace Saker.Platform.Monitoring.Log;

/// <summary>Says what is where in a segment: its groups, and the requests by the hashes of their ids. Immutable.</summary>
internal sealed class SegmentIndex(IReadOnlyList<SegmentGroup> groups, ulong[] hashes, uint[] places)
{
    /// <summary>The most requests of a group, so that a place fits 32 bits.</summary>
    public const int MaxGroupRequests = 1 << PlaceBits;

    private const int PlaceBits = 12;
    private const byte Format = 1;

    public IReadOnlyList<SegmentGroup> Groups => groups;

    /// <summary>What it takes of memory, about.</summary>
    public long ByteCount => 12L * hashes.Length + 500L * groups.Count;

    public static uint PlaceOf(int group, int request) => checked((uint)group << PlaceBits) | (uint)request;

    /// <summary>The groups that may have requests of that hash, and where in them.</summary>
    public IEnumerable<(int Group, int Request)> Find(ulong hash)
    {
        var at = Array.BinarySearch(hashes, hash);
        if (at < 0)
            yield break;
        while (at > 0 && hashes[at - 1] == hash)
            at--;
        for (; at < hashes.Length && hashes[at] == hash; at++)
            yield return ((int)(places[at] >> PlaceBits), (int)(places[at] & (MaxGroupRequests - 1)));
    }

    public byte[] Write()
    {
        using var bytes = new MemoryStream();
        using (var to = new BinaryWriter(bytes))
        {
            to.Write(Format);
            to.Write7BitEncodedInt(groups.Count);
            foreach (var group in groups)
                Write(to, group);
            to.Write7BitEncodedInt(hashes.Length);
            to.Write(MemoryMarshal.AsBytes(hashes.AsSpan()));
            to.Write(MemoryMarshal.AsBytes(places.AsSpan()));
        }
        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no index.</exception>
    public static SegmentIndex Read(byte[] bytes)
    {
        try
        {
            using var from = new BinaryReader(new MemoryStream(bytes));
            if (from.ReadByte() is var format && format != Format)
                throw new InvalidDataException($"A segment of the prediction log has the format {format}; a newer Saker wrote it.");
            var read = new SegmentGroup[from.Read7BitEncodedInt()];
            for (var i = 0; i < read.Length; i++)
                read[i] = ReadGroup(from);
            var count = from.Read7BitEncodedInt();
            var (hashes, places) = (new ulong[count], new uint[count]);
            from.ReadExactly(MemoryMarshal.AsBytes(hashes.AsSpan()));
            from.ReadExactly(MemoryMarshal.AsBytes(places.AsSpan()));
            return new SegmentIndex(read, hashes, places);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"The index of a segment of the prediction log is damaged: {e.Message}", e);
        }
    }

    private static void Write(BinaryWriter to, SegmentGroup group)
    {
        to.Write(group.Model);
        to.Write7BitEncodedInt(group.Version);
        to.Write(group.FirstAt);
        to.Write(group.LastAt);
        to.Write7BitEncodedInt(group.RequestCount);
        to.Write7BitEncodedInt(group.RowCount);
        to.Write7BitEncodedInt(group.Minutes.Count);
        foreach (var minute in group.Minutes)
        {
            to.Write7BitEncodedInt64(minute.Minute);
            to.Write7BitEncodedInt64(minute.RowCount);
            to.Write(minute.Threshold);
        }
        Write(to, group.Inputs);
        Write(to, group.Outputs);
        to.Write(group.Offset);
        to.Write(group.Length);
        to.Write(group.PlainLength);
    }

    private static SegmentGroup ReadGroup(BinaryReader from) => new()
    {
        Model = from.ReadString(),
        Version = from.Read7BitEncodedInt(),
        FirstAt = from.ReadInt64(),
        LastAt = from.ReadInt64(),
        RequestCount = from.Read7BitEncodedInt(),
        RowCount = from.Read7BitEncodedInt(),
        Minutes = ReadMinutes(from),
        Inputs = ReadSchema(from),
        Outputs = ReadSchema(from),
        Offset = from.ReadInt64(),
        Length = from.ReadInt32(),
        PlainLength = from.ReadInt32(),
    };

    private static LogMinute[] ReadMinutes(BinaryReader from)
    {
        var minutes = new LogMinute[from.Read7BitEncodedInt()];
        for (var i = 0; i < minutes.Length; i++)
            minutes[i] = new LogMinute(from.Read7BitEncodedInt64(), from.Read7BitEncodedInt64(), from.ReadUInt64());
        return minutes;
    }

    private static void Write(BinaryWriter to, Schema schema)
    {
        to.Write7BitEncodedInt(schema.Count);
        foreach (var column in schema)
        {
            to.Write(column.Name);
            to.Write((byte)column.Type);
        }
    }

    private static Schema ReadSchema(BinaryReader from)
    {
        var columns = new ColumnSchema[from.Read7BitEncodedInt()];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = new ColumnSchema(from.ReadString(), (ColumnType)from.ReadByte());
        return new Schema(columns);
    }
}
