namespace Saker.Dashboard.Serving.Snippets;

/// <summary>Code that asks an endpoint and can be run as it is.</summary>
/// <param name="Id">Its name in the page's address.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Language">What it is written in, such as <c>python</c>.</param>
/// <param name="Text">The code.</param>
/// <param name="Needs">What must be there to run it; null for nothing that is not there anyway.</param>
public sealed record Snippet(string Id, string Title, string Language, string Text, string? Needs = null);
