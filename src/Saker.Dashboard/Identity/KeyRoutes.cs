using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Platform.Identity;

namespace Saker.Dashboard.Identity;

/// <summary>The page of keys. Making and revoking them is the server's, as every act is.</summary>
internal static class KeyRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // Where it was before there were settings.
        routes.MapGet("/keys", KeysAsync).WithMetadata(new NeedsRole(Role.Admin)).ExcludeFromDescription();
        routes.MapGet("/settings/keys", KeysAsync).WithMetadata(new NeedsRole(Role.Admin)).ExcludeFromDescription();
    }

    private static async Task<IResult> KeysAsync(IKeyStore keys, AccessControl access, TimeProvider time, CancellationToken cancellationToken) => Pages.Show<KeysPage>(
        (nameof(KeysPage.Keys), await keys.ListAsync(cancellationToken)),
        (nameof(KeysPage.Now), time.GetUtcNow()),
        (nameof(KeysPage.IsOn), access.IsOn));
}
