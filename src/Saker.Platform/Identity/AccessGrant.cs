using System.Buffers;
using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Identity;

/// <summary>
/// Who a request comes from and what it may do. The serving code calls <see cref="CountRows(string, ReadOnlySpan{TensorBuffer})"/>
/// before it runs a model, and <see cref="RoundScores"/> before it writes the answer. Thread-safe; the same object for all
/// requests of one caller.
/// </summary>
public sealed class AccessGrant
{
    private const int MaxStackRows = 128;

    private readonly KeyMeter? _meter;
    private readonly ulong _seed;
    private readonly DateTimeOffset? _endsAt;
    private volatile bool _isRevoked;

    internal AccessGrant(string subject, string? keyId, Role role, KeyPolicy policy, KeyMeter? meter, ulong seed, DateTimeOffset? endsAt)
    {
        _endsAt = endsAt;
        Subject = subject;
        KeyId = keyId;
        Role = role;
        Policy = policy;
        _meter = meter;
        _seed = seed;
    }

    /// <summary>Everybody where access is off, and whoever works on the home directly: may all, without limits.</summary>
    public static AccessGrant Local { get; } = new("local", null, Role.Admin, KeyPolicy.None, null, 0, null);

    /// <summary>The key's name, the token's subject, or <c>local</c>.</summary>
    public string Subject { get; }

    /// <summary>Null when it is no key.</summary>
    public string? KeyId { get; }

    public Role Role { get; }

    public KeyPolicy Policy { get; }

    /// <summary>Decimals that floating outputs keep; null for all.</summary>
    public int? ScoreDecimals => Policy.ScoreDecimals;

    /// <summary>Whether it was revoked or has expired. What lasts, such as a stream, asks this again and again; single requests need not.</summary>
    public bool HasEnded => _isRevoked || (_endsAt is { } end && _meter!.Now >= end);

    public bool Allows(Role needed) => Role >= needed;

    /// <summary>Counts one request.</summary>
    /// <param name="reached">The limit that it runs into, when it does.</param>
    /// <returns>Whether the request may go on.</returns>
    public bool TryTakeRequest(out LimitReached? reached)
    {
        reached = null;
        return _meter is null || _meter.TryTakeRequest(out reached);
    }

    /// <summary>Counts the rows that a model is about to be asked, and those among them that are new today.</summary>
    /// <param name="endpoint">The endpoint or model as the caller named it, without the version.</param>
    /// <param name="inputs">The filled inputs; the first extent of the first one that has one is the number of rows.</param>
    /// <exception cref="SakerException">A limit of the caller was reached (limit exceeded), or its key ended (unauthenticated); nothing may be answered.</exception>
    public void CountRows(string endpoint, ReadOnlySpan<TensorBuffer> inputs)
    {
        if (_meter is null)
            return;
        RequireNotEnded();
        var rows = RowDigest.RowsOf(inputs);
        _meter.CountRows(rows);
        if (Policy.DistinctRowsPerDay is null)
            return;
        var rented = rows > MaxStackRows ? ArrayPool<ulong>.Shared.Rent(rows) : null;
        var hashes = rented is null ? stackalloc ulong[MaxStackRows] : rented;
        try
        {
            hashes = hashes[..rows];
            RowDigest.Compute(_seed, inputs, hashes);
            _meter.CountDistinct(endpoint, hashes);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<ulong>.Shared.Return(rented);
        }
    }

    /// <summary>As the other, for one row that does not come as tensors.</summary>
    /// <param name="endpoint">The endpoint or model as the caller named it, without the version.</param>
    /// <param name="canonicalRow">Bytes that are the same for the same row, and different for different ones.</param>
    /// <exception cref="SakerException">A limit of the caller was reached (limit exceeded), or its key ended (unauthenticated); nothing may be answered.</exception>
    public void CountRow(string endpoint, ReadOnlySpan<byte> canonicalRow)
    {
        if (_meter is null)
            return;
        RequireNotEnded();
        _meter.CountRows(1);
        if (Policy.DistinctRowsPerDay is not null)
            _meter.CountDistinct(endpoint, [RowDigest.Of(_seed, canonicalRow)]);
    }

    /// <summary>Rounds floating outputs, in place, to the decimals that the caller may see. The buffers must be the request's own: what a cache keeps stays unrounded.</summary>
    public void RoundScores(ReadOnlySpan<TensorBuffer> outputs)
    {
        if (Policy.ScoreDecimals is not { } decimals)
            return;
        foreach (var output in outputs)
            ScoreRounding.Round(output, decimals);
    }

    /// <summary>A score as the caller may see it.</summary>
    public double Round(double score) => Policy.ScoreDecimals is { } decimals ? ScoreRounding.Round(score, decimals) : score;

    internal void Revoke() => _isRevoked = true;

    private void RequireNotEnded()
    {
        if (HasEnded)
            throw new SakerException(ErrorKind.Unauthenticated, "The key or token ended while it was in use: it was revoked, or has expired.");
    }
}
