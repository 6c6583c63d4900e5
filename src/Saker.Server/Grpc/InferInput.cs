using Saker.OpenInference.Wire;

namespace Saker.Server.Grpc;

/// <summary>The parts of one <c>InferInputTensor</c>. Used again and again by one reader at a time.</summary>
internal sealed class InferInput
{
    /// <summary>The most extents that a tensor may have.</summary>
    public const int MaxRank = 16;

    private readonly long[] _shape = new long[MaxRank];
    private readonly List<WireSlice> _contents = [];
    private readonly List<WireSlice> _parameters = [];

    public WireSlice Name { get; private set; }

    public WireSlice Datatype { get; private set; }

    /// <summary>How many extents there were; only the first <see cref="MaxRank"/> are kept.</summary>
    public int Rank { get; private set; }

    public ReadOnlySpan<long> Shape => _shape.AsSpan(0, Math.Min(Rank, MaxRank));

    /// <summary>Several when the message says it in pieces, which count as joined.</summary>
    public IReadOnlyList<WireSlice> Contents => _contents;

    public IReadOnlyList<WireSlice> Parameters => _parameters;

    /// <summary>Reads the parts; their places are relative to <paramref name="input"/>.</summary>
    /// <exception cref="WireException">The bytes are no such message.</exception>
    public void Read(ReadOnlySpan<byte> input)
    {
        (Name, Datatype, Rank) = (default, default, 0);
        _contents.Clear();
        _parameters.Clear();
        var reader = new WireReader(input);
        while (reader.TryReadTag())
        {
            switch (reader.Field, reader.Type)
            {
                case (1, WireType.Length): Name = reader.ReadSlice(); break;
                case (2, WireType.Length): Datatype = reader.ReadSlice(); break;
                case (3, WireType.Length): ReadShape(reader.ReadBytes()); break;
                case (3, WireType.Varint): Add((long)reader.ReadVarint()); break;
                case (4, WireType.Length): _parameters.Add(reader.ReadSlice()); break;
                case (5, WireType.Length): _contents.Add(reader.ReadSlice()); break;
                default: reader.Skip(); break;
            }
        }
    }

    private void ReadShape(ReadOnlySpan<byte> packed)
    {
        var reader = new WireReader(packed);
        while (reader.Position < packed.Length)
            Add((long)reader.ReadVarint());
    }

    private void Add(long extent)
    {
        if (Rank < MaxRank)
            _shape[Rank] = extent;
        Rank++;
    }
}
