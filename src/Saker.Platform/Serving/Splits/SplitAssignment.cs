using Saker.Data.Profiles;

namespace Saker.Platform.Serving.Splits;

/// <summary>
/// Which arm a key falls to: the same in every process, at every time, for the same split. Consistent hashing: keys lie evenly in [0, 1), each arm has basis
/// points of it, and a change of shares moves only the keys that it must. Another salt puts every key elsewhere, so that rollouts do not
/// share their halves of callers. Thread-safe; takes some nanoseconds and allocates nothing.
/// </summary>
public sealed class SplitAssignment
{
    private readonly SlotTable _slots;
    private readonly int[] _shadowSlots;
    private readonly ulong _salt;

    /// <exception cref="Data.SakerException">The split is not possible (invalid input).</exception>
    public SplitAssignment(EndpointSplit split)
    {
        split.Validate();
        _salt = StableHash.Of(split.RolloutId);
        _slots = split.Kind == SplitKind.Split ? SlotTable.Of(split.Arms) : SlotTable.Of([EndpointSplit.AllKeys]);
        _shadowSlots = split.Kind == SplitKind.Shadow ? [.. split.Arms.Select(arm => arm.Weight)] : [];
        Only = _slots.Arms.ContainsAnyExcept(_slots.Arms[0]) ? null : _slots.Arms[0];
    }

    /// <summary>The arm that has all keys; null where several have some.</summary>
    public int? Only { get; }

    /// <summary>The arm that answers a request with the key: 0 is the control.</summary>
    public int Of(ReadOnlySpan<char> key) => _slots.Arms[SlotOf(StableHash.Of(key))];

    /// <summary>As the other, for a key in UTF-8: the same text falls to the same arm.</summary>
    public int OfUtf8(ReadOnlySpan<byte> key) => _slots.Arms[SlotOf(StableHash.OfUtf8(key))];

    /// <summary>As the other, for a key that is a number.</summary>
    public int Of(long key) => _slots.Arms[SlotOf(StableHash.Of(key))];

    /// <summary>Whether a candidate of a shadow gets a copy of a request with the key. What a share mirrors, a larger share mirrors too.</summary>
    public bool Mirrors(int arm, ReadOnlySpan<char> key) => _shadowSlots.Length > arm && SlotOf(StableHash.Of(key)) < _shadowSlots[arm];

    /// <summary>As the other, for a key that is a number.</summary>
    public bool Mirrors(int arm, long key) => _shadowSlots.Length > arm && SlotOf(StableHash.Of(key)) < _shadowSlots[arm];

    /// <summary>The arm of a key with this hash (<see cref="StableHash"/> of its text or number).</summary>
    internal int OfHash(ulong hash) => _slots.Arms[SlotOf(hash)];

    // The high half of the product: every slot gets its ten-thousandth of the 2^64 hashes, to within one of them.
    private int SlotOf(ulong hash) => (int)Math.BigMul(StableHash.Mix(hash ^ _salt), EndpointSplit.AllKeys, out _);
}
