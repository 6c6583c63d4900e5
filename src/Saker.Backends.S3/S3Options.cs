using Saker.Data;

namespace Saker.Backends.S3;

/// <summary>Which bucket of an S3-compatible store holds the content of artifacts and models, and who asks.</summary>
public sealed record S3Options
{
    private const string Scheme = "s3";

    public required string Bucket { get; init; }

    /// <summary>What the keys begin with, without '/' at its ends; empty for none. One installation has one of its own.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The store's address, such as <c>http://minio:9000</c>; null for Amazon's in <see cref="Region"/>.</summary>
    public Uri? Endpoint { get; init; }

    public string Region { get; init; } = "us-east-1";

    /// <summary>The name of the access key. With <see cref="SecretKey"/> null, the SDK looks where it always does: environment, profile, instance role.</summary>
    public string? AccessKey { get; init; }

    public string? SecretKey { get; init; }

    /// <summary>From which size on a file goes up in parts, and how large a part is: 5 MiB to 5 GiB.</summary>
    public long PartBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>How long one request may take.</summary>
    public TimeSpan MaxRequestTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Reads <c>s3://bucket/prefix?endpoint=http://minio:9000&amp;region=eu-central-1</c>. Credentials are not part of it; they come from
    /// <c>AWS_ACCESS_KEY_ID</c> and <c>AWS_SECRET_ACCESS_KEY</c>, or wherever else the SDK looks.
    /// </summary>
    /// <exception cref="SakerException">It is no such address.</exception>
    public static S3Options Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme != Scheme || address.Host.Length == 0)
            throw Fault("it is no address of a bucket");
        if (address.UserInfo.Length > 0)
            throw Fault("it must not hold credentials, which would be seen in lists of processes; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        var options = new S3Options { Bucket = address.Host, Prefix = Uri.UnescapeDataString(address.AbsolutePath).Trim('/') };
        foreach (var pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var split = pair.Split('=', 2);
            var value = split.Length > 1 ? Uri.UnescapeDataString(split[1]) : "";
            options = split[0] switch
            {
                "endpoint" => options with { Endpoint = ReadEndpoint(value) },
                "region" => options with { Region = value },
                _ => throw Fault($"it has the parameter '{split[0]}'; endpoint and region are known"),
            };
        }
        return options;
    }

    /// <summary>Where it is, without secrets.</summary>
    public override string ToString() => $"{Scheme}://{Bucket}{(Prefix.Length > 0 ? "/" + Prefix : "")}{(Endpoint is null ? "" : $" at {Endpoint.GetLeftPart(UriPartial.Authority)}")}";

    private static Uri ReadEndpoint(string value) => Uri.TryCreate(value, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https" && endpoint.UserInfo.Length == 0
        ? endpoint
        : throw Fault("its endpoint is no http:// or https:// address without credentials");

    private static SakerException Fault(string reason) =>
        new(ErrorKind.InvalidInput, $"The place of artifacts cannot be used: {reason}. Write it as s3://BUCKET/PREFIX?endpoint=http://HOST:9000.", "artifacts");
}
