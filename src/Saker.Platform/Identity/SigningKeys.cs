using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Saker.Data;

namespace Saker.Platform.Identity;

/// <summary>
/// The public keys of an issuer: found by its discovery document (OpenID Connect Discovery 1.0), kept for a while, and fetched
/// again when a token names one that is not known, though not more often than <see cref="OidcOptions.MinFetchDelay"/>. While the
/// issuer cannot be reached, the last known keys stay in force. Thread-safe; fetches once for all who wait.
/// </summary>
internal sealed class SigningKeys : IDisposable
{
    private const int MaxKeys = 100;
    private const int MaxDocumentBytes = 1 << 20;

    private readonly OidcOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _fetching = new(1);
    private volatile Dictionary<string, SigningKey>? _keys;
    private DateTimeOffset _fetchedAt;
    private DateTimeOffset _triedAt = DateTimeOffset.MinValue;

    public SigningKeys(OidcOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        // No redirects: what the issuer says is believed only from where it was configured to be.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = options.MaxFetchTime,
            MaxResponseContentBufferSize = MaxDocumentBytes,
        };
    }

    /// <summary>The key of that id; null when the issuer has none.</summary>
    /// <exception cref="SakerException">The keys were never fetched and cannot be fetched now (unavailable).</exception>
    public async ValueTask<SigningKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (_keys is { } known && known.TryGetValue(id, out var key) && _time.GetUtcNow() - _fetchedAt < _options.KeyLifetime)
            return key;
        await _fetching.WaitAsync(cancellationToken);
        try
        {
            if (IsFetchDue(id))
                await FetchAsync(cancellationToken);
        }
        finally
        {
            _fetching.Release();
        }
        return (_keys ?? throw new SakerException(ErrorKind.Unavailable, "The issuer of tokens cannot be reached, so that no token can be checked; try again later, or use a key.")
        {
            RetryAfter = _options.MinFetchDelay,
        }).GetValueOrDefault(id);
    }

    public void Dispose()
    {
        _http.Dispose();
        _fetching.Dispose();
    }

    private bool IsFetchDue(string id)
    {
        var now = _time.GetUtcNow();
        var isWanted = _keys is not { } known || now - _fetchedAt >= _options.KeyLifetime || !known.ContainsKey(id);
        return isWanted && now - _triedAt >= _options.MinFetchDelay;
    }

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        _triedAt = _time.GetUtcNow();
        try
        {
            var discovery = await GetAsync(new Uri(_options.Issuer.TrimEnd('/') + "/.well-known/openid-configuration"), cancellationToken);
            if (discovery.GetProperty("issuer").GetString() != _options.Issuer)
                throw new InvalidDataException($"its discovery document names the issuer '{discovery.GetProperty("issuer")}'");
            if (!Uri.TryCreate(discovery.GetProperty("jwks_uri").GetString(), UriKind.Absolute, out var address) || !OidcOptions.IsSafe(address))
                throw new InvalidDataException("its jwks_uri is no HTTPS address");
            var keys = await GetAsync(address, cancellationToken);
            _keys = Read(keys.GetProperty("keys"));
            _fetchedAt = _time.GetUtcNow();
        }
        catch (Exception exception) when (IsFetchFailure(exception) && !cancellationToken.IsCancellationRequested)
        {
            _logger.IssuerNotReached(_options.Issuer, exception.Message);
        }
    }

    private async Task<JsonElement> GetAsync(Uri address, CancellationToken cancellationToken) =>
        await _http.GetFromJsonAsync<JsonElement>(address, cancellationToken);

    private static Dictionary<string, SigningKey> Read(JsonElement keys)
    {
        Dictionary<string, SigningKey> read = new(StringComparer.Ordinal);
        foreach (var one in keys.EnumerateArray().Take(MaxKeys))
            if (SigningKey.TryRead(one) is { } key)
                read[key.Id] = key;
        return read;
    }

    // KeyNotFound and InvalidOperation: a document that is JSON, but not what it should be.
    private static bool IsFetchFailure(Exception exception) =>
        exception is HttpRequestException or JsonException or InvalidDataException or OperationCanceledException or KeyNotFoundException or InvalidOperationException;
}
