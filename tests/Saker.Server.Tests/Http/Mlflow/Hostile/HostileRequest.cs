namespace Saker.Server.Tests.Http.Mlflow.Hostile;

/// <summary>A request as somebody sends it who means harm, or whose client is broken.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">The address exactly as it goes over the wire.</param>
/// <param name="Body">The body's bytes.</param>
internal sealed record HostileRequest(string Method, string Target, byte[] Body)
{
    public override string ToString()
    {
        var text = System.Text.Encoding.Latin1.GetString(Body);
        return $"{Method} {(Target.Length > 300 ? Target[..300] + "..." : Target)} {(text.Length > 300 ? text[..300] + "..." : text)}";
    }
}
