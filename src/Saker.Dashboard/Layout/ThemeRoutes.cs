using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Saker.Platform.Identity;

namespace Saker.Dashboard.Layout;

/// <summary>Keeps the choice of light or dark in a cookie, so that pages are drawn in it from the first moment on.</summary>
internal static class ThemeRoutes
{
    public const string Cookie = "saker-theme";

    private const long MaxFormBytes = 8 * 1024;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/theme", ChooseAsync).WithMetadata(new NeedsRole(null)).ExcludeFromDescription();

    public static Theme Of(HttpRequest request) => Parse(request.Cookies[Cookie]);

    private static async Task<IResult> ChooseAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxFormBytes;
        if (!context.Request.HasFormContentType)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var theme = Parse(form["theme"]);
        // The script of the page sets it too.
        var options = new CookieOptions { SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/", MaxAge = TimeSpan.FromDays(365), IsEssential = true };
        if (theme == Theme.System)
            context.Response.Cookies.Delete(Cookie, options);
        else
            context.Response.Cookies.Append(Cookie, Word(theme), options);
        context.Response.Headers.Location = form["return"].ToString() is var back && LocalPath.Is(back) ? back : "/";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>As the cookie and the form write it.</summary>
    public static string Word(Theme theme) => theme switch { Theme.Light => "light", Theme.Dark => "dark", _ => "system" };

    private static Theme Parse(string? word) => word switch { "light" => Theme.Light, "dark" => Theme.Dark, _ => Theme.System };
}
