namespace Saker.Architecture.Tests.Hygiene;

public class TextTests
{
    private const int MaxBytes = 4 << 20;

    private static readonly string[] s_code = [".cs", ".razor", ".css", ".js", ".py", ".sh", ".sql", ".proto", ".csproj", ".props"];

    private static readonly Lazy<IReadOnlyList<(string Path, string Text)>> s_texts = new(() => [.. Texts()]);

    [Fact]
    public void No_file_names_a_place_that_only_one_machine_knows() =>
        Offenders.None(s_texts.Value.SelectMany(file => TextRule.Everywhere(file.Path, file.Text)), "Say it relative to the repository, or leave it out.");

    [Fact]
    public void No_source_holds_unfinished_work() =>
        Offenders.None(
            s_texts.Value.Where(file => s_code.Contains(Path.GetExtension(file.Path)) || file.Path == "saker").SelectMany(file => TextRule.InCode(file.Path, file.Text)),
            "What is committed is finished.");

    [Fact]
    public void Lock_files_and_clients_settings_name_no_server() =>
        Offenders.None(
            s_texts.Value.Where(file => Path.GetFileName(file.Path) is "package-lock.json" or "packages.lock.json" or ".npmrc").SelectMany(file => TextRule.Addresses(file.Path, file.Text)),
            "Whoever builds takes packages from where their own settings say; lock files hold versions and hashes only.");

    [Fact]
    public void No_settings_of_a_package_client_choose_a_source() =>
        Offenders.None(Checkout.Files.Where(path => Path.GetFileName(path).Equals("nuget.config", StringComparison.OrdinalIgnoreCase)), "Remove it; sources are the builder's own settings.");

    [Fact]
    public void A_forbidden_text_is_found_with_its_line()
    {
        Assert.StartsWith("a.md(2) holds a path of one machine", Assert.Single(TextRule.Everywhere("a.md", "fine\nsee /wo" + "rk/main\n")));
        Assert.StartsWith("a.cs(1) holds unfinished work", Assert.Single(TextRule.InCode("a.cs", "// TO" + "DO later")));
        Assert.NotEmpty(TextRule.Addresses("package-lock.json", "\"resolved\": \"http" + "s://somewhere/x.tgz\""));
        Assert.Empty(TextRule.Addresses(".npmrc", "omit-lockfile-registry-resolved=true"));
        Assert.Empty(TextRule.Everywhere("a.md", "how it will work/stop"));
    }

    private static IEnumerable<(string Path, string Text)> Texts()
    {
        foreach (var path in Checkout.Files)
        {
            if (new FileInfo(Checkout.FullPath(path)).Length <= MaxBytes && Checkout.Read(path) is var text && !text.AsSpan(0, Math.Min(text.Length, 8000)).Contains('\0'))
                yield return (path, text);
        }
    }
}
