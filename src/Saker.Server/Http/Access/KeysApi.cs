using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http.Access;

/// <summary>Keys: made, listed, revoked.</summary>
internal static class KeysApi
{
    private const int MaxProblems = 20;

    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/keys").WithTags("Access").Needs(Role.Admin);
        group.MapGet("", ListAsync).WithName("listKeys").WithSummary("Keys, the newest first, without their secrets.");
        group.MapPost("", CreateAsync).WithName("createKey").WithSummary("Makes a key. Its secret is in this answer and nowhere else.")
            .Audited(AuditActs.KeyCreated)
            .Accepts<CreateKeyRequest>("application/json")
            .WithMetadata(new OperationExample("""{"name":"web-shop","role":"user","policy":{"requestsPerSecond":50,"rowsPerDay":100000}}"""))
            .Produces<CreatedKey>(StatusCodes.Status201Created)
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType);
        group.MapDelete("/{id}", RevokeAsync).WithName("revokeKey").WithSummary("Ends a key for good.").Audited(AuditActs.KeyRevoked).Fails(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<KeyList>> ListAsync(IKeyStore keys, TimeProvider time, CancellationToken cancellationToken) =>
        TypedResults.Ok(new KeyList([.. (await keys.ListAsync(cancellationToken)).Select(key => ToInfo(key, time))]));

    private static async Task<Created<CreatedKey>> CreateAsync(HttpContext context, IKeyStore keys, AccessControl access, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadRecordAsync(context);
        var request = Read(body.Bytes);
        context.SetAuditTarget($"{request.Name} ({request.Role.Word()})");
        var created = await keys.CreateAsync(request, cancellationToken);
        // Works at once here; other servers over the same home notice by themselves.
        await access.RefreshAsync(CancellationToken.None);
        context.SetAuditTarget($"{created.Key.Id} {created.Key.Name} ({created.Key.Role.Word()})");
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/keys/{created.Key.Id}", new CreatedKey(ToInfo(created.Key, time), created.Text));
    }

    private static async Task<Ok<KeyInfo>> RevokeAsync(string id, HttpContext context, IKeyStore keys, AccessControl access, TimeProvider time, CancellationToken cancellationToken)
    {
        var revoked = await keys.RevokeAsync(id, cancellationToken);
        await access.RefreshAsync(CancellationToken.None);
        context.SetAuditTarget($"{revoked.Id} {revoked.Name} ({revoked.Role.Word()})");
        return TypedResults.Ok(ToInfo(revoked, time));
    }

    private static KeyRequest Read(ReadOnlySpan<byte> body)
    {
        CreateKeyRequest? request;
        try
        {
            request = JsonSerializer.Deserialize(body, SakerJson.Default.CreateKeyRequest);
        }
        catch (JsonException exception)
        {
            throw JsonBody.Malformed(exception, body);
        }
        var role = Roles.Find(request?.Role);
        var problems = new ProblemList(MaxProblems);
        // A limit that is misspelt would be no limit.
        RejectUnknown(body, problems);
        if (string.IsNullOrWhiteSpace(request?.Name))
            problems.Add(null, "name", "is missing; say who or what will use the key.");
        if (role is null)
            problems.Add(null, "role", $"'{request?.Role}' is no role; there are {string.Join(", ", Roles.All.Select(one => one.Word()))}.");
        problems.ThrowIfAny("The key cannot be made.");
        return new KeyRequest(request!.Name, role!.Value) { ExpiresAt = request.ExpiresAt, Policy = ToPolicy(request.Policy) };
    }

    private static void RejectUnknown(ReadOnlySpan<byte> body, ProblemList problems)
    {
        var reader = new Utf8JsonReader(body);
        using var document = JsonDocument.ParseValue(ref reader);
        Reject(document.RootElement, SakerJson.Default.CreateKeyRequest, "", problems);
        if (document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("policy", out var policy))
            Reject(policy, SakerJson.Default.KeyPolicyInfo, "policy.", problems);
    }

    private static void Reject(JsonElement element, JsonTypeInfo type, string section, ProblemList problems)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return;
        foreach (var member in element.EnumerateObject())
            if (!type.Properties.Any(property => property.Name == member.Name))
                problems.Add(null, section + member.Name, $"is not known; there are {string.Join(", ", type.Properties.Select(property => property.Name))}.");
    }

    private static KeyPolicy ToPolicy(KeyPolicyInfo? policy) => policy is null ? KeyPolicy.None : new KeyPolicy
    {
        RequestsPerSecond = policy.RequestsPerSecond,
        Burst = policy.Burst,
        RequestsPerDay = policy.RequestsPerDay,
        RowsPerDay = policy.RowsPerDay,
        DistinctRowsPerDay = policy.DistinctRowsPerDay,
        ScoreDecimals = policy.ScoreDecimals,
    };

    private static KeyInfo ToInfo(ApiKey key, TimeProvider time) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Role = key.Role.Word(),
        State = key.State(time.GetUtcNow()),
        Policy = new KeyPolicyInfo
        {
            RequestsPerSecond = key.Policy.RequestsPerSecond,
            Burst = key.Policy.Burst,
            RequestsPerDay = key.Policy.RequestsPerDay,
            RowsPerDay = key.Policy.RowsPerDay,
            DistinctRowsPerDay = key.Policy.DistinctRowsPerDay,
            ScoreDecimals = key.Policy.ScoreDecimals,
        },
        CreatedAt = key.CreatedAt,
        LastUsedAt = key.LastUsedAt,
        ExpiresAt = key.ExpiresAt,
        RevokedAt = key.RevokedAt,
    };
}
