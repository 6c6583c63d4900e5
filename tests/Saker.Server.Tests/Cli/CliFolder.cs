namespace Saker.Server.Tests.Cli;

/// <summary>A folder for one test of the command line, and the checkout that the tests were built in.</summary>
internal sealed class CliFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("saker-cli-").FullName;

    public string Home => System.IO.Path.Combine(Path, "home");

    public static string Checkout => Saker.Testing.Checkout.Root;

    public static string ChurnFile => System.IO.Path.Combine(Checkout, "examples", "churn", "churn.yaml");

    public static string ChurnData => System.IO.Path.Combine(Checkout, "examples", "churn", "data", "telco_churn.csv");

    /// <summary>Writes a file into the folder and gives its path.</summary>
    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
