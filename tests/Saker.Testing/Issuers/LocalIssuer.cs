using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Saker.Testing.Issuers;

/// <summary>An OpenID Connect issuer on loopback: a discovery document and public keys, and tokens signed by keys that it makes.</summary>
public sealed class LocalIssuer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, JsonObject> _published = [];
    private readonly Dictionary<string, AsymmetricAlgorithm> _keys = [];
    private int _fetches;

    public LocalIssuer()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>The issuer as tokens name it.</summary>
    public string Address { get; }

    /// <summary>How often its keys were fetched.</summary>
    public int Fetches => Volatile.Read(ref _fetches);

    /// <summary>Whether it answers.</summary>
    public bool IsDown { get; set; }

    public void AddRsa(string id, string? algorithm = null, int bits = 2048, bool isPublished = true)
    {
        var key = RSA.Create(bits);
        var parameters = key.ExportParameters(false);
        Add(id, key, isPublished, new JsonObject { ["kty"] = "RSA", ["n"] = Base64Url.EncodeToString(parameters.Modulus), ["e"] = Base64Url.EncodeToString(parameters.Exponent), ["alg"] = algorithm });
    }

    public void AddCurve(string id, string name)
    {
        var key = ECDsa.Create(name == "P-256" ? ECCurve.NamedCurves.nistP256 : ECCurve.NamedCurves.nistP384);
        var point = key.ExportParameters(false).Q;
        Add(id, key, true, new JsonObject { ["kty"] = "EC", ["crv"] = name, ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y) });
    }

    public void Publish(string id, JsonObject key)
    {
        lock (_published)
            _published[id] = key;
    }

    /// <summary>The modulus of a key, which everybody knows: what an attacker would sign an HMAC with.</summary>
    public byte[] PublicBytes(string id) => ((RSA)_keys[id]).ExportSubjectPublicKeyInfo();

    public string Sign(string keyId, string algorithm, JsonObject claims, Action<JsonObject>? change = null)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["kid"] = keyId, ["typ"] = "JWT" };
        change?.Invoke(header);
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(Sign(_keys[keyId], algorithm, Encoding.ASCII.GetBytes(signed)))}";
    }

    public static string Encode(JsonNode json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    public void Dispose()
    {
        _listener.Close();
        foreach (var key in _keys.Values)
            key.Dispose();
    }

    private static byte[] Sign(AsymmetricAlgorithm key, string algorithm, byte[] signed)
    {
        var hash = algorithm[2..] switch { "384" => HashAlgorithmName.SHA384, "512" => HashAlgorithmName.SHA512, _ => HashAlgorithmName.SHA256 };
        return key switch
        {
            RSA rsa => rsa.SignData(signed, hash, algorithm.StartsWith("PS", StringComparison.Ordinal) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1),
            ECDsa ecdsa => ecdsa.SignData(signed, hash),
            _ => throw new NotSupportedException(),
        };
    }

    private void Add(string id, AsymmetricAlgorithm key, bool isPublished, JsonObject published)
    {
        published["kid"] = id;
        published["use"] = "sig";
        _keys[id] = key;
        if (isPublished)
            Publish(id, published);
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            try
            {
                Answer(context);
            }
            catch (Exception exception) when (exception is HttpListenerException or IOException or ObjectDisposedException)
            {
                // Who asked is gone; others are answered.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        if (IsDown)
            context.Response.StatusCode = 500;
        else
            context.Response.OutputStream.Write(Body(context.Request.Url!.AbsolutePath));
        context.Response.Close();
    }

    private byte[] Body(string path)
    {
        if (path == "/.well-known/openid-configuration")
            return JsonSerializer.SerializeToUtf8Bytes(new { issuer = Address, jwks_uri = Address + "/keys" });
        Interlocked.Increment(ref _fetches);
        lock (_published)
            return JsonSerializer.SerializeToUtf8Bytes(new { keys = _published.Values });
    }
}
