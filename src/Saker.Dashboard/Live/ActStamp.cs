using Saker.Platform.Audit;

namespace Saker.Dashboard.Live;

/// <summary>Whatever is changed over the API is noted as an act, by whichever process: the newest tells whether anything was.</summary>
internal static class ActStamp
{
    /// <summary>The id of the newest act; empty where there is none.</summary>
    public static async Task<string> FindNewestAsync(this IAuditStore audit, CancellationToken cancellationToken) =>
        await audit.ListAsync(before: null, max: 1, cancellationToken) is [var newest, ..] ? newest.Id : "";
}
