using System.Buffers.Binary;
using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Identity;

/// <summary>
/// Tells who a caller is. Thread-safe. Keys are kept in memory and follow the store, so that a key made or revoked by another
/// process over the same home is noticed within <see cref="HomeOptions.PollInterval"/>.
/// </summary>
public sealed class AccessControl : IAsyncDisposable
{
    private readonly IKeyStore _keys;
    private readonly UsageLedger _ledger;
    private readonly TokenValidator? _tokens;
    private readonly AccessOptions _options;
    private readonly HomeOptions _home;
    private readonly TimeProvider _time;
    private readonly ILogger<AccessControl> _logger;
    private readonly SemaphoreSlim _refreshing = new(1);
    private volatile KeyRing _ring;
    private volatile Sessions? _sessions;
    private ulong _seed;
    private bool _isDisposed;

    internal AccessControl(IKeyStore keys, IUsageStore usage, AccessOptions options, HomeOptions home, TimeProvider time, ILogger<AccessControl> logger)
    {
        options.Validate();
        _keys = keys;
        _options = options;
        _home = home;
        _time = time;
        _logger = logger;
        _ledger = new UsageLedger(usage, time);
        _ring = new KeyRing(-1, [], time);
        _tokens = options.Oidc is { } oidc ? new TokenValidator(oidc, OpenTokenGrantAsync, time, logger) : null;
    }

    /// <summary>Whether callers must say who they are.</summary>
    public bool IsOn => _options.IsOn;

    /// <summary>How long a browser stays signed in.</summary>
    public TimeSpan SessionLength => _options.SessionLength;

    /// <summary>The grant of a key's text; null when it is no key that works. Allocates nothing.</summary>
    public AccessGrant? FindByKey(ReadOnlySpan<char> text) => _ring.Find(text);

    /// <summary>Whose credential it is.</summary>
    /// <param name="credential">A key, or a bearer token of the issuer.</param>
    /// <param name="cancellationToken">Gives up waiting for the issuer.</param>
    public ValueTask<AccessDecision> AuthenticateAsync(string credential, CancellationToken cancellationToken)
    {
        if (_ring.Find(credential) is { } grant)
            return ValueTask.FromResult(new AccessDecision(grant, null));
        return _tokens is null || credential.StartsWith(KeyText.Prefix, StringComparison.Ordinal)
            ? ValueTask.FromResult(AccessDecision.Refuse("The key does not work: it is mistyped, was revoked, or has expired."))
            : _tokens.ValidateAsync(credential, cancellationToken);
    }

    /// <summary>What a browser may present instead of the key that it signed in with; null when the grant is not of a key.</summary>
    public string? IssueSession(AccessGrant grant) => grant.KeyId is { } id ? _sessions?.Issue(id) : null;

    /// <summary>Who signed in for a session; null when it is over, or its key does not work any more.</summary>
    public AccessGrant? FindBySession(string session) => _sessions?.FindKeyId(session) is { } id ? _ring.FindById(id) : null;

    /// <summary>Looks for keys that were made or revoked since the last time.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            if (_sessions is null)
            {
                var secret = await _keys.GetInstallationSecretAsync(cancellationToken);
                _seed = BinaryPrimitives.ReadUInt64LittleEndian(secret.Span);
                _sessions = new Sessions(secret, _options.SessionLength, _time);
            }
            // First the number, then the keys: what changes between is read again the next time.
            var revision = await _keys.GetRevisionAsync(cancellationToken);
            if (revision != _ring.Revision)
                await ReloadAsync(revision, cancellationToken);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    /// <summary>Stores what callers used since the last time.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => _ledger.FlushAsync(cancellationToken);

    /// <summary>Refreshes and flushes every <see cref="HomeOptions.PollInterval"/> until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!IsOn)
            return;
        using var timer = new PeriodicTimer(_home.PollInterval, _time);
        try
        {
            do
            {
                await TryAsync(RefreshAsync, cancellationToken);
                await TryAsync(FlushAsync, cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // This is how it ends.
        }
    }

    /// <summary>Stores what callers used and was not stored yet.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        await TryAsync(FlushAsync, CancellationToken.None);
        _tokens?.Dispose();
        _ledger.Dispose();
        _refreshing.Dispose();
    }

    private async Task ReloadAsync(long revision, CancellationToken cancellationToken)
    {
        var stored = await _keys.LoadAsync(cancellationToken);
        var meters = await _ledger.OpenAsync(stored.ToDictionary(key => key.Key.Id, key => key.Key.Policy, StringComparer.Ordinal), cancellationToken);
        var before = _ring;
        _ring = new KeyRing(revision, stored.Select(key => Entry(before, key, meters[key.Key.Id])), _time);
        foreach (var gone in before.Entries.Where(entry => !meters.ContainsKey(entry.Stored.Key.Id)))
            gone.Grant.Revoke();
        _ledger.Close(subject => !TokenValidator.IsSubject(subject) && !meters.ContainsKey(subject));
    }

    // Requests under way may hold a grant, so that a key that stays keeps its own.
    private KeyEntry Entry(KeyRing before, StoredKey key, KeyMeter meter) => before.FindEntry(key.Key.Id)
        ?? new KeyEntry(key, new AccessGrant(key.Key.Name, key.Key.Id, key.Key.Role, key.Key.Policy, meter, _seed, key.Key.ExpiresAt));

    private async Task<AccessGrant> OpenTokenGrantAsync(string subject, string name, Role role, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var policy = _options.Oidc!.Policy;
        var meters = await _ledger.OpenAsync(new Dictionary<string, KeyPolicy> { [subject] = policy }, cancellationToken);
        return new AccessGrant(name, null, role, policy, meters[subject], _seed, until);
    }

    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The store is busy or away: callers are let in by what is known, and counted in memory, until it is back.
            _logger.StoreNotReached(exception);
        }
    }
}
