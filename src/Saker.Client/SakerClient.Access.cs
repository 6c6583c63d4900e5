using System.Net.Http.Json;

namespace Saker.Client;

public sealed partial class SakerClient
{
    /// <summary>Removes for good what was deleted long enough ago, and content that nothing refers to; or only says what would go. Needs the role admin.</summary>
    public async Task<CollectionInfo> CollectGarbageAsync(CollectRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/gc");
        message.Content = JsonContent.Create(request, SakerJson.Default.CollectRequest);
        return await _calls.SendAsync(message, SakerJson.Default.CollectionInfo, cancellationToken);
    }

    /// <summary>Every key, the newest first. Needs the role admin, as all about keys and the audit.</summary>
    public async Task<IReadOnlyList<KeyInfo>> ListKeysAsync(CancellationToken cancellationToken) =>
        (await _calls.GetAsync("api/keys", SakerJson.Default.KeyList, cancellationToken)).Keys;

    /// <summary>Makes a key; its secret is in the answer and cannot be had again.</summary>
    public async Task<CreatedKey> CreateKeyAsync(CreateKeyRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/keys");
        message.Content = JsonContent.Create(request, SakerJson.Default.CreateKeyRequest);
        return await _calls.SendAsync(message, SakerJson.Default.CreatedKey, cancellationToken);
    }

    /// <summary>Ends a key for good.</summary>
    public async Task<KeyInfo> RevokeKeyAsync(string id, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Delete, $"api/keys/{Uri.EscapeDataString(id)}");
        return await _calls.SendAsync(message, SakerJson.Default.KeyInfo, cancellationToken);
    }

    /// <summary>Administrative acts, the newest first.</summary>
    /// <param name="before"><see cref="AuditPage.Next"/> of the page before; null for the first.</param>
    /// <param name="maxCount">1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<AuditPage> ListAuditAsync(string? before, int maxCount, CancellationToken cancellationToken) =>
        _calls.GetAsync($"api/audit?max={maxCount}{(before is null ? "" : $"&before={Uri.EscapeDataString(before)}")}", SakerJson.Default.AuditPage, cancellationToken);

    /// <summary>Whether every administrative act is as it was noted.</summary>
    /// <param name="anchor"><see cref="AuditVerificationInfo.Anchor"/> of an earlier verification; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<AuditVerificationInfo> VerifyAuditAsync(string? anchor, CancellationToken cancellationToken) =>
        _calls.GetAsync($"api/audit/verification{(anchor is null ? "" : $"?anchor={Uri.EscapeDataString(anchor)}")}", SakerJson.Default.AuditVerificationInfo, cancellationToken);
}
