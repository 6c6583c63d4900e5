using System.Reflection;

namespace Saker.Architecture.Tests.Surface;

public class SurfaceTests
{
    /// <summary>The libraries that others compile against.</summary>
    public static TheoryData<string> Libraries { get; } = ["Saker.Data", "Saker.Onnx", "Saker.Learning", "Saker.Platform", "Saker.Backends.Postgres", "Saker.Backends.S3", "Saker.Client", "Saker.Conformance", "Saker.OpenInference", "Saker.Dashboard", "Saker.Server"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_surface_is_as_written_down(string library)
    {
        var path = $"tests/Saker.Architecture.Tests/Surface/{library}.txt";
        var actual = SurfaceText.Of(Assembly.Load(library)).ToList();
        if (Environment.GetEnvironmentVariable("SAKER_ACCEPT") == "1")
            File.WriteAllLines(Checkout.FullPath(path), actual);
        var written = File.Exists(Checkout.FullPath(path)) ? Checkout.Read(path).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r')) : [];
        Offenders.None(
            SurfaceDifference.Between([.. written], actual),
            $"What is public is a promise. If the change is meant, write it down with 'SAKER_ACCEPT=1 ./saker test Architecture' and commit {path}.");
    }

    [Fact]
    public void Members_are_written_as_in_the_language() =>
        Assert.Equal(
            [
                "abstract class Saker.Architecture.Tests.Surface.SurfaceTests.Sample<T> : IDisposable",
                "  abstract IReadOnlyList<string?> List(params int[] numbers)",
                "  const int Limit = 3",
                "  protected new(int? count = 4)",
                "  required string? Name { get; init; }",
                "  static bool TryFind<TKey>(TKey key, out T value)",
                "  virtual void Dispose()",
            ],
            SurfaceText.Of(typeof(Sample<>)));

    [Fact]
    public void A_record_shows_only_what_it_declares() =>
        Assert.Equal(
            [
                "readonly record struct Saker.Architecture.Tests.Surface.SurfaceTests.Id",
                "  new(string Value)",
                "  string Value { get; init; }",
            ],
            SurfaceText.Of(typeof(Id)));

    [Fact]
    public void A_difference_names_the_type_and_what_came_and_went() =>
        Assert.Equal(
            ["- class A | int X { get; }", "+ class A | long X { get; }", "+ class B"],
            SurfaceDifference.Between(["class A", "  int X { get; }", "  void M()"], ["class A", "  long X { get; }", "  void M()", "class B"]));

    public readonly record struct Id(string Value);

    public abstract class Sample<T> : IDisposable
    {
        public const int Limit = 3;

        protected Sample(int? count = 4) => Hidden = count ?? 0;

        public required string? Name { get; init; }

        internal int Hidden { get; }

        public abstract IReadOnlyList<string?> List(params int[] numbers);

        public static bool TryFind<TKey>(TKey key, out T value)
        {
            value = default!;
            return key is null;
        }

        public override string ToString() => Name ?? "";

        public virtual void Dispose() => GC.SuppressFinalize(this);
    }
}
