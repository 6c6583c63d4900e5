using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Identity;
using Saker.Dashboard.Layout;
using Saker.Data;
using Saker.Platform.Identity;

namespace Saker.Server.Http.Access;

/// <summary>
/// How a browser gets in: a form takes a key and sets a cookie that scripts cannot read and other sites cannot send. The cookie holds
/// no key, only a signed session.
/// </summary>
internal static class SignInRoutes
{
    private const long MaxFormBytes = 8 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in", Show).OpenToAll().ExcludeFromDescription();
        routes.MapPost("/sign-in", SignInAsync).OpenToAll().ExcludeFromDescription();
        routes.MapPost("/sign-out", SignOut).OpenToAll().ExcludeFromDescription();
    }

    private static IResult Show(string? @return, AccessControl access) =>
        access.IsOn ? Page(@return, null, StatusCodes.Status200OK) : Results.Redirect("/");

    private static async Task<IResult> SignInAsync(HttpContext context, AccessControl access, CancellationToken cancellationToken)
    {
        RequireOwnPage(context);
        if (!access.IsOn)
            return Results.Redirect("/");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxFormBytes;
        if (!context.Request.HasFormContentType)
            throw new SakerException(ErrorKind.InvalidInput, "A form is taken here; programs send their key with each request instead of signing in.", "key");
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var back = form["return"].ToString();
        if (access.FindByKey(form["key"].ToString().AsSpan().Trim()) is not { } grant || access.IssueSession(grant) is not { } session)
            return Page(back, "This key does not work: it is mistyped, was revoked, or has expired.", StatusCodes.Status401Unauthorized);
        context.Response.Cookies.Append(Credential.Cookie, session, Cookie(context, access.SessionLength));
        return SeeOther(context, LocalPath.Is(back) ? back : "/");
    }

    private static IResult SignOut(HttpContext context)
    {
        RequireOwnPage(context);
        context.Response.Cookies.Delete(Credential.Cookie, Cookie(context, null));
        return SeeOther(context, "/sign-in");
    }

    private static PageResult<SignInPage> Page(string? back, string? fault, int status) =>
        new(new() { [nameof(SignInPage.Return)] = LocalPath.Is(back) ? back : "/", [nameof(SignInPage.Fault)] = fault }, status);

    private static void RequireOwnPage(HttpContext context)
    {
        if (!SameOrigin.IsFrom(context.Request))
            throw new SakerException(ErrorKind.Forbidden, "Signing in and out is done on a page of this server.");
    }

    private static CookieOptions Cookie(HttpContext context, TimeSpan? length) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
        MaxAge = length,
        IsEssential = true,
    };

    private static IResult SeeOther(HttpContext context, string to)
    {
        context.Response.Headers.Location = to;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
