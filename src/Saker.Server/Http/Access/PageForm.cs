using Microsoft.AspNetCore.Http;
using Saker.Data;

namespace Saker.Server.Http.Access;

/// <summary>What a button of a page sends, where programs send JSON: a form, answered with the page.</summary>
internal static class PageForm
{
    /// <summary>The form; null for a program's request. That it comes from a page of ours was seen to where the session was let in, or is here.</summary>
    /// <exception cref="SakerException">It comes from a page of somebody else (forbidden).</exception>
    public static async Task<IFormCollection?> FindAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!context.Request.HasFormContentType)
            return null;
        return SameOrigin.IsFrom(context.Request)
            ? await context.Request.ReadFormAsync(cancellationToken)
            : throw new SakerException(ErrorKind.Forbidden, "A form is taken only from a page of this server; programs send JSON.");
    }

    /// <summary>As the other, where nothing but a form is taken.</summary>
    /// <param name="context">The request.</param>
    /// <param name="instead">What programs ask.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">It is no form (invalid input), or comes from a page of somebody else (forbidden).</exception>
    public static async Task<IFormCollection> RequireAsync(HttpContext context, string instead, CancellationToken cancellationToken) => await FindAsync(context, cancellationToken)
        ?? throw new SakerException(ErrorKind.InvalidInput, $"The form of a page is taken here; programs use {instead}.", "body");

    /// <summary>A field that was filled in; null for none.</summary>
    public static string? Text(this IFormCollection form, string field) => form[field].ToString() is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>Sends the browser back to a page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="page">Its path, escaped.</param>
    public static IResult BackTo(HttpContext context, string page)
    {
        context.Response.Headers.Location = page;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
