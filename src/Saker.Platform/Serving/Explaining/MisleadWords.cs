using Saker.Data;

namespace Saker.Platform.Serving.Explaining;

/// <summary>What people call the ways to mislead a network.</summary>
public static class MisleadWords
{
    private static readonly (string Word, MisleadMethod Method)[] s_methods = [("pgd", MisleadMethod.ProjectedGradient), ("fgsm", MisleadMethod.FastGradientSign)];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All => [.. s_methods.Select(method => method.Word)];

    public static string Of(MisleadMethod method) => s_methods.First(known => known.Method == method).Word;

    /// <summary>The method of a word; projected gradients where there is none.</summary>
    /// <exception cref="SakerException">There is none of this word.</exception>
    public static MisleadMethod Method(string? word)
    {
        foreach (var (own, method) in s_methods)
            if (word is null || own == word)
                return method;
        throw new SakerException(ErrorKind.InvalidInput, $"'{word}' is no method; give {string.Join(" or ", All)}.", "method");
    }
}
