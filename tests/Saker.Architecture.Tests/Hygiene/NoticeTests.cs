using System.Text.Json;
using System.Xml.Linq;

namespace Saker.Architecture.Tests.Hygiene;

public class NoticeTests
{
    private const string Page = "THIRD-PARTY-NOTICES.md";

    [Fact]
    public void Every_package_that_the_solution_names_has_its_notice()
    {
        var notices = Checkout.Read(Page);
        var packages = XDocument.Parse(Checkout.Read("Directory.Packages.props")).Descendants("PackageVersion").Select(package => package.Attribute("Include")!.Value);
        using var npm = JsonDocument.Parse(Checkout.Read("package-lock.json"));
        var engines = npm.RootElement.GetProperty("packages").EnumerateObject().Select(package => package.Name).Where(name => name.Length > 0).Select(name => name["node_modules/".Length..]);

        Offenders.None(packages.Concat(engines).Where(name => !notices.Contains($"`{name}`", StringComparison.Ordinal)), $"Name it in {Page} with its copyright and licence.");
    }

    [Fact]
    public void Every_data_file_that_the_repository_ships_has_its_notice()
    {
        var notices = Checkout.Read(Page);
        Offenders.None(
            Checkout.Files.Where(path => path.StartsWith("examples/", StringComparison.Ordinal) && Path.GetExtension(path) is ".csv" or ".parquet" or ".jsonl").Where(path => !notices.Contains(path, StringComparison.Ordinal)),
            $"Name it in {Page} with its source and licence.");
    }

    [Fact]
    public void The_licence_is_Apache_2() => Assert.Contains("Apache License", Checkout.Read("LICENSE"), StringComparison.Ordinal);
}
