using Microsoft.AspNetCore.Http;
using Saker.Platform.Identity;

namespace Saker.Dashboard.Live;

/// <summary>What is the same for all who see the same: where they look, by which name they reach the server, and what they may do.</summary>
internal sealed record LiveKey(string Host, string Address, Role? Role)
{
    /// <summary>Who looks, where what is shown depends on that, such as on who asked for something; null where it does not.</summary>
    public string? Watcher { get; init; }

    public static LiveKey Of(HttpContext context) => new(
        $"{context.Request.Scheme}://{context.Request.Host.Value}",
        context.Request.Path.Value + context.Request.QueryString.Value,
        context.Features.Get<AccessGrant>()?.Role);
}
