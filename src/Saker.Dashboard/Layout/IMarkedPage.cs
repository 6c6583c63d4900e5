using Microsoft.AspNetCore.Http;

namespace Saker.Dashboard.Layout;

/// <summary>An answer that is a page whose live parts can be told from the rest.</summary>
internal interface IMarkedPage
{
    /// <summary>The page for whoever asked, with marks around its live parts.</summary>
    Task<string> RenderMarkedAsync(HttpContext context);
}
