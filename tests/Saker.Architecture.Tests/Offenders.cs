namespace Saker.Architecture.Tests;

internal static class Offenders
{
    /// <summary>Fails with every offender, each on its line, and with what to do.</summary>
    public static void None(IEnumerable<string> offenders, string remedy)
    {
        var found = offenders.ToList();
        if (found.Count > 0)
            Assert.Fail($"{string.Join(Environment.NewLine, found)}{Environment.NewLine}-> {remedy}");
    }
}
