using Microsoft.AspNetCore.Http;

namespace Saker.Dashboard.Layout;

/// <summary>What the frame knows of a request for a page.</summary>
/// <param name="Theme">What the reader chose.</param>
/// <param name="Address">Path and query of the page, to come back to.</param>
public sealed record PageVisit(Theme Theme, string Address)
{
    /// <summary>Where nothing is known of the request.</summary>
    public static PageVisit Unknown { get; } = new(Theme.System, "/");

    // What a form was sent to is no page to come back to.
    internal static PageVisit Of(HttpRequest request) =>
        new(ThemeRoutes.Of(request), HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : "/");
}
