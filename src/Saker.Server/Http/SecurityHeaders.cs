using Microsoft.AspNetCore.Http;

namespace Saker.Server.Http;

/// <summary>Tells browsers what a page of ours may do: load from us, connect to us, nothing else.</summary>
internal static class SecurityHeaders
{
    private const string Strict = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    // The documentation page of Swagger UI styles its elements inline and draws icons from data.
    private const string Documentation = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        Apply(context);
        return next(context);
    }

    public static void Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        // No page: no browser shows a prediction.
        if (RequestIds.IsHot(context.Request))
            return;
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/docs") ? Documentation : Strict;
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
