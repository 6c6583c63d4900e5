using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform.Serving.Lifecycle;

namespace Saker.Platform.Serving.Splits;

/// <summary>
/// An endpoint's split at work in this process: made when the split changes, let go when another takes its place. What the same rollout's
/// split before it counted and mirrors goes on. Thread-safe.
/// </summary>
internal sealed class ServedSplit
{
    /// <summary>An arm that is not known before the inputs are read.</summary>
    public const int Undecided = -1;

    private readonly SplitAssignment _assignment;
    private readonly SplitCounter _counter;
    private readonly string _farewell;

    /// <param name="endpoint">Has a split.</param>
    /// <param name="slots">The places of its arms' versions, or why one could not be looked up.</param>
    /// <param name="shelf">Where versions are.</param>
    /// <param name="before">What it takes the place of; null when nothing was split.</param>
    /// <param name="mirror">Makes the mirror of a candidate in the shadow.</param>
    /// <exception cref="SakerException">The split is not possible (invalid input).</exception>
    public ServedSplit(Endpoint endpoint, IReadOnlyList<(VersionSlot? Slot, string? Fault)> slots, VersionShelf shelf, ServedSplit? before, Func<Endpoint, int, ServedArm, ShadowMirror> mirror)
    {
        Split = endpoint.Split!;
        _assignment = new SplitAssignment(Split);
        _farewell = $"Endpoint '{endpoint.Name}' no longer splits its requests with it.";
        var same = before?.Split.RolloutId == Split.RolloutId ? before : null;
        _counter = same?._counter ?? new SplitCounter();
        Arms = [.. Split.Arms.Select((arm, i) =>
        {
            var isOwn = (arm.Model, arm.Version) == (endpoint.Model, endpoint.Version);
            var former = same?.Find(arm);
            return new ServedArm(arm, slots[i].Slot, slots[i].Fault, isOwn, shelf, former?.Counter ?? new ArmCounter());
        })];
        for (var i = 0; i < Arms.Length; i++)
        {
            Arms[i].Slot?.Configure(endpoint.Settings.Queue, endpoint.Settings.Batching);
            Arms[i].Join(isNew: same?.Find(Arms[i].Arm) is null);
            if (Split.Kind == SplitKind.Shadow && !Arms[i].IsOwn && Arms[i].Arm.Weight > 0)
                Arms[i].Mirror = same?.Find(Arms[i].Arm)?.Mirror is { } mirrors && mirrors.Suits(endpoint) ? mirrors : mirror(endpoint, i, Arms[i]);
        }
    }

    public EndpointSplit Split { get; }

    public ServedArm[] Arms { get; }

    /// <summary>Whether the version of every arm was found.</summary>
    public bool IsComplete => Arms.All(arm => arm.Slot is not null);

    /// <summary>Ends when every arm is in memory or could not be loaded.</summary>
    public Task Loading => Task.WhenAll(Arms.Select(arm => arm.Loading));

    /// <summary>What answers for arms that cannot: the arm of the version that the endpoint serves.</summary>
    public SplitArm Own => Array.Find(Arms, arm => arm.IsOwn)?.Arm ?? Split.Arms[0];

    /// <summary>The arm of a request, or <see cref="Undecided"/>, and the group of its caller.</summary>
    public (int Arm, int Group) Find<TKeys>(TKeys keys)
        where TKeys : ICallKeys
    {
        if (_assignment.Only is { } only)
            return (only, KeyGroup.None);
        if (Split.Key.Kind == SplitKeyKind.Field)
            return (Undecided, KeyGroup.None);
        if (Split.Key.Kind == SplitKeyKind.Header)
        {
            if (keys.FindHeader(Split.Key.Name) is { Length: > 0 } key)
                return Of(StableHash.Of(key));
            _counter.CountKeyless();
            return Of(StableHash.Of(_counter.Draw()));
        }
        // Not by its id: a client may give all its requests the same.
        return (_assignment.Of(_counter.Draw()), KeyGroup.None);
    }

    /// <summary>The arm of a request whose inputs are read, where the field tells.</summary>
    public (int Arm, int Group) FindByField(InferCall call)
    {
        Span<byte> text = stackalloc byte[FieldKey.MaxNumberBytes];
        if (FieldKey.Of(call, Split.Key.Name, text) is { Length: > 0 } key)
            return Of(StableHash.OfUtf8(key));
        _counter.CountKeyless();
        return Of(StableHash.Of(_counter.Draw()));
    }

    /// <summary>The candidates that get a copy of a request, a bit each.</summary>
    public uint FindMirrors<TKeys>(TKeys keys)
        where TKeys : ICallKeys
    {
        var mirrors = 0U;
        string? key = null;
        for (var i = 0; i < Arms.Length; i++)
        {
            if (Arms[i].Mirror is null)
                continue;
            if (Arms[i].Arm.Weight == EndpointSplit.AllKeys)
            {
                mirrors |= 1U << i;
                continue;
            }
            key ??= (Split.Key.Kind == SplitKeyKind.Header ? keys.FindHeader(Split.Key.Name) : null) ?? "";
            if (key.Length > 0 ? _assignment.Mirrors(i, key) : _assignment.Mirrors(i, _counter.Draw()))
                mirrors |= 1U << i;
        }
        return mirrors;
    }

    /// <summary>Copies an answered request to candidates in the shadow.</summary>
    public void Mirror(InferCall call, uint mirrors)
    {
        for (var i = 0; mirrors != 0; i++, mirrors >>= 1)
            if ((mirrors & 1) != 0)
                Arms[i].Mirror?.Offer(call);
    }

    /// <summary>Has what left memory loaded again, where there is room.</summary>
    public void Keep()
    {
        foreach (var arm in Arms)
            arm.Keep();
    }

    /// <summary>Another split took its place, or none.</summary>
    public void Retire(ServedSplit? next)
    {
        foreach (var arm in Arms)
        {
            arm.Leave(_farewell);
            if (arm.Mirror is { } mirror && next?.Arms.Any(other => ReferenceEquals(other.Mirror, mirror)) != true)
                mirror.Stop();
        }
    }

    public SplitStatus ToStatus() => new() { Split = Split, Arms = [.. Arms.Select(arm => arm.ToStatus())], KeylessCount = _counter.KeylessCount };

    private ServedArm? Find(SplitArm arm) => Array.Find(Arms, one => (one.Arm.Name, one.Arm.Model, one.Arm.Version) == (arm.Name, arm.Model, arm.Version));

    private (int Arm, int Group) Of(ulong hash) => (_assignment.OfHash(hash), KeyGroup.Of(hash));
}
