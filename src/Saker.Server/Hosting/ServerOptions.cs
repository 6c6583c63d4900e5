using System.Net;
using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Serving.Lifecycle;
using Saker.Server.Telemetry;

namespace Saker.Server.Hosting;

/// <summary>Where the server listens, what it serves, and its limits.</summary>
public sealed record ServerOptions
{
    /// <summary>The home folder: metadata, artifacts, datasets and models.</summary>
    public required string Home { get; init; }

    /// <summary>What holds what the home does not, such as a PostgreSQL database.</summary>
    public BackendOptions Backends { get; init; } = new();

    /// <summary>The folder whose pipeline files clients may start; the working directory unless said otherwise.</summary>
    public string Pipelines { get; init; } = ".";

    /// <summary>The TCP port; 0 takes a free one.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>
    /// The TCP port for gRPC, which without TLS cannot share one with HTTP/1.1; 0 takes a free one. By default the one after <see cref="Port"/>,
    /// or a free one when that is 0. With a certificate, gRPC is answered on <see cref="Port"/>, and on this one too when it is set.
    /// </summary>
    public int? GrpcPort { get; init; }

    /// <summary>The file of the server's certificate, .pfx without password or PEM; null for no TLS.</summary>
    public string? Certificate { get; init; }

    /// <summary>The PEM file of the certificate's private key, when it does not lie with the certificate.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>The address to listen on. Beyond loopback callers must say who they are, see <see cref="Auth"/>.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>Further host names by which clients may reach the server. On loopback only loopback's own are taken otherwise; on any other address, all are when none is named.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Where people reach the server, such as <c>https://saker.example.org</c>: links in notifications of alerts begin with it. Null for none.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Whether callers must say who they are.</summary>
    public AuthMode Auth { get; init; } = AuthMode.Auto;

    /// <summary>Confirms that access may be off beyond loopback, where everybody who reaches the server may then do everything.</summary>
    public bool OpenToEveryone { get; init; }

    /// <summary>An issuer whose bearer tokens are believed beside keys; null for none.</summary>
    public OidcOptions? Oidc { get; init; }

    /// <summary>The largest request body in bytes.</summary>
    public long MaxBodyBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The most rows in one predict request.</summary>
    public int MaxRows { get; init; } = 10_000;

    /// <summary>The most errors named in one answer; the rest is counted.</summary>
    public int MaxErrors { get; init; } = 100;

    /// <summary>The most runs in one list.</summary>
    public int MaxRuns { get; init; } = 1_000;

    /// <summary>How many pages may watch live at the same time.</summary>
    public int MaxLiveStreams { get; init; } = 100;

    /// <summary>How many of them with one key, or as one person who signed in by a token.</summary>
    public int MaxLiveStreamsPerKey { get; init; } = 25;

    /// <summary>The endpoint that answers MLflow's <c>/invocations</c>; null leaves it to the request's header, or to the only endpoint there is.</summary>
    public string? ScoringEndpoint { get; init; }

    /// <summary>How versions are loaded, warmed and kept in memory.</summary>
    public ServingOptions Serving { get; init; } = new();

    /// <summary>
    /// The largest managed heap in bytes that is collected, whole, once the server has come to rest: memory that it does not use is then given back to the
    /// system. Requests that come meanwhile wait, about 10 ms for each 10 MiB. 0 for never.
    /// </summary>
    public long MaxRestHeapBytes { get; init; } = 128 << 20;

    /// <summary>What watching of requests may take, and whether there is any.</summary>
    public CaptureOptions Watching { get; init; } = new();

    /// <summary>What judgements of versions and datasets may cost.</summary>
    public JudgingOptions Judging { get; init; } = new();

    /// <summary>What the server tells of itself, and to whom.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>The least severe entries that are logged.</summary>
    public LogLevel MinLogLevel { get; init; } = LogLevel.Information;

    /// <summary>How long requests under way may take to finish when the server stops.</summary>
    public TimeSpan MaxStopDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The port that only answers gRPC; null when there is none.</summary>
    internal int? OwnGrpcPort => GrpcPort ?? (Certificate is not null ? null : Port == 0 ? 0 : Port < IPEndPoint.MaxPort ? Port + 1 : Port - 1);

    /// <exception cref="SakerException">Some settings are not possible; all of them are named.</exception>
    internal IPAddress Validate()
    {
        List<Problem> problems = [];
        if (string.IsNullOrWhiteSpace(Home))
            problems.Add(new Problem("home", "is empty; name a folder."));
        if (Port is < 0 or > IPEndPoint.MaxPort)
            problems.Add(new Problem("port", $"is {Port}; it must be 0 (any free port) to {IPEndPoint.MaxPort}."));
        if (GrpcPort is < 0 or > IPEndPoint.MaxPort)
            problems.Add(new Problem("grpcPort", $"is {GrpcPort}; it must be 0 (any free port) to {IPEndPoint.MaxPort}."));
        else if (GrpcPort > 0 && GrpcPort == Port)
            problems.Add(new Problem("grpcPort", $"is {GrpcPort}, which is the port of HTTP; it must be another one."));
        if (CertificateKey is not null && Certificate is null)
            problems.Add(new Problem("certificateKey", "is given without a certificate."));
        problems.AddUnlessPositive("maxBodyBytes", MaxBodyBytes);
        problems.AddUnlessPositive("maxRows", MaxRows);
        problems.AddUnlessPositive("maxErrors", MaxErrors);
        problems.AddUnlessPositive("maxRuns", MaxRuns);
        problems.AddUnlessPositive("maxLiveStreams", MaxLiveStreams);
        problems.AddUnlessPositive("maxLiveStreamsPerKey", MaxLiveStreamsPerKey);
        if (MaxRestHeapBytes < 0)
            problems.Add(new Problem("maxRestHeapBytes", $"is {MaxRestHeapBytes}; it must be 0, which gives no memory back, or more."));
        if (MaxBodyBytes > Array.MaxLength)
            problems.Add(new Problem("maxBodyBytes", $"is {MaxBodyBytes}; at most {Array.MaxLength} is possible."));
        var address = Address == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(Address, out var parsed) ? parsed : null;
        if (address is null)
            problems.Add(new Problem("address", $"'{Address}' is no IP address; use 127.0.0.1, or 0.0.0.0 for all of this machine's."));
        else if (!IPAddress.IsLoopback(address) && Auth == AuthMode.Off && !OpenToEveryone)
            problems.Add(new Problem("auth", $"is off, and '{Address}' can be reached from other machines: everybody there could deploy, train and read all. Leave --auth out, or add --open-to-everyone if that is what you want."));
        if (PublicUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
            problems.Add(new Problem("publicUrl", $"'{url}' is no address that people can open; write one such as https://saker.example.org."));
        if (Hosts.Any(string.IsNullOrWhiteSpace))
            problems.Add(new Problem("hosts", "has an empty name; name hosts such as saker.example.org."));
        Judging.Check(problems);
        Telemetry.Check(problems);
        Oidc?.Check(problems);
        return problems.Count == 0 ? address! : throw new SakerException(ErrorKind.InvalidInput, "The server's settings are not possible.", problems);
    }

    /// <summary>Whether callers must say who they are when listening on an address.</summary>
    internal bool IsAccessOn(IPAddress address) => Auth switch
    {
        AuthMode.On => true,
        AuthMode.Off => false,
        _ => !IPAddress.IsLoopback(address),
    };
}
