using Saker.Data.Privacy.Detectors;

namespace Saker.Data.Tests.Privacy.Detectors;

public sealed class NationalIdTests
{
    private static readonly TextScanner Scanner = new(new ScanOptions());

    // Published examples, made up by the authorities or by the tests of other libraries.
    [Theory]
    [InlineData("us_ssn", "ssn", "078-05-1121")]
    [InlineData("uk_nino", "national insurance", "AB123456C")]
    [InlineData("uk_nino", "national insurance", "AB 12 34 56 C")]
    [InlineData("uk_nhs", "nhs number", "943 476 5919")]
    [InlineData("ca_sin", "social insurance number", "123-456-782")]
    [InlineData("de_tax_id", "Steuer-ID", "36 574 261 809")]
    [InlineData("at_svnr", "SVNR", "1237 010180")]
    [InlineData("ch_ahv", "AHV", "756.9217.0769.85")]
    [InlineData("nl_bsn", "BSN", "111222333")]
    [InlineData("be_national_number", "rijksregisternummer", "85.07.30-033.28")]
    [InlineData("fr_nir", "NIR", "2 95 10 99 126 111 93")]
    [InlineData("es_dni", "DNI", "54362315-K")]
    [InlineData("es_nie", "NIE", "X2482300W")]
    [InlineData("it_codice_fiscale", "codice fiscale", "RCCMNL83S18D969H")]
    [InlineData("pt_nif", "NIF", "501964843")]
    [InlineData("ro_cnp", "CNP", "1630615123457")]
    [InlineData("pl_pesel", "PESEL", "44051401359")]
    [InlineData("cz_birth_number", "rodné číslo", "710319/2745")]
    [InlineData("bg_egn", "EGN", "7523169263")]
    [InlineData("hr_oib", "OIB", "33392005961")]
    [InlineData("ee_lt_personal_code", "isikukood", "36805280109")]
    [InlineData("ee_lt_personal_code", "asmens kodas", "33309240064")]
    [InlineData("se_personal_number", "personnummer", "880320-0016")]
    [InlineData("no_birth_number", "fødselsnummer", "151086 95088")]
    [InlineData("dk_cpr", "CPR", "211062-5629")]
    [InlineData("fi_hetu", "henkilötunnus", "131052-308T")]
    [InlineData("fi_hetu", "hetu", "131052A308T")]
    [InlineData("ie_pps", "PPS", "6433435F")]
    public void An_example_is_found_beside_its_word_and_hardly_any_neighbour_is(string type, string word, string id)
    {
        var text = $"{word}: {id}.";
        var found = Assert.Single(Scanner.Scan(text), span => span.Type == type);
        Assert.Equal(id, text[found.Start..found.End]);
        Assert.True(found.Confidence > 0.8);

        // These have no check digit.
        if (type is "us_ssn" or "uk_nino" or "dk_cpr")
            return;
        string[] neighbours = [.. Enumerable.Range(0, id.Length).Where(i => char.IsAsciiDigit(id[i])).SelectMany(i => Enumerable.Range('0', 10).Where(c => c != id[i]).Select(c => id[..i] + (char)c + id[(i + 1)..]))];
        var wrong = neighbours.Count(neighbour => Scanner.Scan($"{word}: {neighbour}.").Any(span => span.Type == type));
        // Where the arithmetic modulo 11 gives ten, some countries write a zero, or count again: a few neighbours fit then.
        Assert.True(wrong <= 0.1 * neighbours.Length, $"{wrong} of {neighbours.Length}");
    }

    [Fact]
    public void Random_numbers_are_hardly_ever_ids_where_no_word_speaks_for_one()
    {
        var random = new Random(5);
        var wrong = 0;
        const int tries = 20_000;
        for (var i = 0; i < tries; i++)
        {
            var number = string.Concat(Enumerable.Range(0, random.Next(5, 20)).Select(_ => random.Next(10)));
            wrong += Scanner.Scan($"order {number} shipped").Count;
        }
        Assert.True(wrong < 0.02 * tries, $"{wrong} of {tries}");
    }
}
