using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Platform.Identity;

namespace Saker.Dashboard.Identity;

/// <summary>The page of keys. Making and revoking them is the server's, as every act is.</summary>
internal static class KeyRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // Where it was before there were settings.
        routes.MapGet("/keys", KeysAsync).WithMetadata(new NeedsRole(Role.Admin)).ExcludeFromDescription();
        routes.MapGet("/live/keys", LiveKeys).WithMetadata(new NeedsRole(Role.Admin)).ExcludeFromDescription();
        routes.MapGet("/live/settings/keys", LiveKeys).WithMetadata(new NeedsRole(Role.Admin)).ExcludeFromDescription();
        routes.MapGet("/settings/keys", KeysAsync).WithMetadata(new NeedsRole(Role.Admin)).ExcludeFromDescription();
    }

    private static Task LiveKeys(HttpContext context, LiveStreams streams, IKeyStore keys, AccessControl access, TimeProvider time) => streams.FollowAsync(
        context, token => KeysAsync(keys, access, time, token), async token => (await keys.GetRevisionAsync(token)).ToString(CultureInfo.InvariantCulture), "keys");

    private static async Task<IResult> KeysAsync(IKeyStore keys, AccessControl access, TimeProvider time, CancellationToken cancellationToken) => Pages.Show<KeysPage>(
        (nameof(KeysPage.Keys), await keys.ListAsync(cancellationToken)),
        (nameof(KeysPage.Now), time.GetUtcNow()),
        (nameof(KeysPage.IsOn), access.IsOn));
}
